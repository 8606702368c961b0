@echo off
rem Starts the secrets command; git-crypt and ansible-vault are programs of their own.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
set "MAIN=dev.secrets.cli.Main"
set ARGS=%*
if /i "%~n0"=="git-crypt" set "MAIN=dev.secrets.cli.gitcrypt.Main" & goto start
if /i "%~n0"=="ansible-vault" set "MAIN=dev.secrets.cli.ansiblevault.Main" & goto start
if "%~1"=="git-crypt" set "MAIN=dev.secrets.cli.gitcrypt.Main" & goto rest
if "%~1"=="ansible-vault" set "MAIN=dev.secrets.cli.ansiblevault.Main" & goto rest
goto start
:rest
for /f "tokens=1,*" %%a in ("%*") do set ARGS=%%b
:start
"%JAVA%" -Xshare:auto -Xlog:disable -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dfile.encoding=UTF-8 "-Dsecrets.name=%~n0" -cp "%~dp0..\lib\*" %MAIN% %ARGS%
exit /b %ERRORLEVEL%
