package dev.secrets.mask;

import java.util.Arrays;

/**
 * The automaton of Aho and Corasick: after each byte its state is the longest end of the input that
 * begins one of the patterns. States are numbers, 0 is the start; a state's successors are a list,
 * since nearly all states have one.
 */
final class Automaton {

  private final byte[] label;
  private final int[] firstChild;
  private final int[] sibling;
  private final int[] depth;
  private final int[] match;
  private final int[] fallback;
  private final int[] start = new int[256];

  private Automaton(Builder from) {
    label = Arrays.copyOf(from.label, from.size);
    firstChild = Arrays.copyOf(from.firstChild, from.size);
    sibling = Arrays.copyOf(from.sibling, from.size);
    depth = Arrays.copyOf(from.depth, from.size);
    match = Arrays.copyOf(from.match, from.size);
    fallback = new int[from.size];
    for (int child = firstChild[0]; child != 0; child = sibling[child]) {
      start[label[child] & 0xff] = child;
    }
    link();
  }

  /** Breadth first, so that the fallback of a state is complete before those of its successors. */
  private void link() {
    int[] queue = new int[label.length];
    int end = 1;
    for (int at = 0; at < end; at++) {
      int state = queue[at];
      for (int child = firstChild[state]; child != 0; child = sibling[child]) {
        fallback[child] = state == 0 ? 0 : next(fallback[state], label[child]);
        match[child] = Math.max(match[child], match[fallback[child]]);
        queue[end++] = child;
      }
    }
  }

  int next(int from, byte input) {
    int state = from;
    while (state != 0) {
      for (int child = firstChild[state]; child != 0; child = sibling[child]) {
        if (label[child] == input) {
          return child;
        }
      }
      state = fallback[state];
    }
    return start[input & 0xff];
  }

  /** Where the first pattern in {@code input} ends; -1 if there is none. */
  int firstEnd(byte[] input) {
    int state = 0;
    for (int at = 0; at < input.length; at++) {
      byte next = input[at];
      state = state == 0 ? start[next & 0xff] : next(state, next);
      if (match[state] > 0) {
        return at;
      }
    }
    return -1;
  }

  /** How many of the last bytes may be the beginning of a pattern. */
  int depth(int state) {
    return depth[state];
  }

  /** How many of the last bytes are the longest pattern that ends here; 0 if none does. */
  int match(int state) {
    return match[state];
  }

  void wipe() {
    Arrays.fill(label, (byte) 0);
    Arrays.fill(start, 0);
  }

  /** Collects patterns; not thread-safe. */
  static final class Builder {

    private byte[] label = new byte[1024];
    private int[] firstChild = new int[1024];
    private int[] sibling = new int[1024];
    private int[] depth = new int[1024];
    private int[] match = new int[1024];
    private int size = 1;

    void add(byte[] pattern) {
      int state = 0;
      for (byte next : pattern) {
        state = successor(state, next);
      }
      match[state] = pattern.length;
    }

    private int successor(int state, byte next) {
      for (int child = firstChild[state]; child != 0; child = sibling[child]) {
        if (label[child] == next) {
          return child;
        }
      }
      if (size == label.length) {
        grow();
      }
      int child = size++;
      label[child] = next;
      depth[child] = depth[state] + 1;
      sibling[child] = firstChild[state];
      firstChild[state] = child;
      return child;
    }

    private void grow() {
      byte[] before = label;
      label = Arrays.copyOf(label, 2 * size);
      Arrays.fill(before, (byte) 0);
      firstChild = Arrays.copyOf(firstChild, 2 * size);
      sibling = Arrays.copyOf(sibling, 2 * size);
      depth = Arrays.copyOf(depth, 2 * size);
      match = Arrays.copyOf(match, 2 * size);
    }

    /** Ends its use. */
    Automaton build() {
      Automaton built = new Automaton(this);
      Arrays.fill(label, (byte) 0);
      return built;
    }
  }
}
