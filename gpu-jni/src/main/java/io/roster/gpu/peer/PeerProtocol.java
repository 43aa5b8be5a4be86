/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.peer;

/** The numbers of the wire; {@code docs/peer-protocol.md} says what they mean. */
final class PeerProtocol {

  /** "RSTP". */
  static final int MAGIC = 0x52535450;

  static final short VERSION = 1;

  static final byte OPEN = 1;
  static final byte DESCRIBE = 2;
  static final byte READ = 3;

  static final byte OK = 0;
  static final byte UNKNOWN_ARTIFACT = 1;
  static final byte BAD_REQUEST = 2;
  static final byte BUSY = 3;
  static final byte UNAVAILABLE = 4;
  static final byte DENIED = 5;

  static final int GREETING_BYTES = Integer.BYTES + Short.BYTES + Byte.BYTES;
  static final int HELLO_BYTES = Integer.BYTES + Short.BYTES + Short.BYTES;
  static final int OPENED_BYTES = Long.BYTES + Integer.BYTES + Integer.BYTES;
  static final int PIECE_BYTES = Byte.BYTES + Integer.BYTES;

  static final int MAX_ID_BYTES = 512;
  static final int MAX_TOKEN_BYTES = 1024;
  static final int MAX_TEXT_BYTES = 4096;
  static final int MAX_INDEX_BYTES = 64 * 1024 * 1024;
  static final int MAX_CHUNKS = 4 * 1024 * 1024;

  private PeerProtocol() {}
}
