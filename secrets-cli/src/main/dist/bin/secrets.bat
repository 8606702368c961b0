@echo off
rem Starts the secrets command.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -Xshare:auto -Xlog:disable -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dfile.encoding=UTF-8 "-Dsecrets.name=%~n0" -cp "%~dp0..\lib\*" dev.secrets.cli.Main %*
exit /b %ERRORLEVEL%
