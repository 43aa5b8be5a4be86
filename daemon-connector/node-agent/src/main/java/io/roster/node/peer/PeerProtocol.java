/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.node.peer;

/**
 * The frames between nodes; numbers are big-endian, text is UTF-8.
 *
 * <pre>
 * request:  magic (4 bytes) | length of the id (2) | artifact id
 * answer:   0 (1 byte) | length (8) | the bytes | their SHA-256 (32)
 *       or  status (1 byte, not 0) | length of the text (2) | a sentence
 * </pre>
 *
 * A connection takes one request after another. After a status other than {@link #UNKNOWN_ARTIFACT}
 * it is closed; a transfer that fails in its middle ends the connection before the digest.
 */
final class PeerProtocol {

  /** "RST1". */
  static final int MAGIC = 0x52535431;

  static final int HEADER_BYTES = 6;
  static final int MAX_ID_BYTES = 512;
  static final int DIGEST_BYTES = 32;

  static final byte OK = 0;
  static final byte UNKNOWN_ARTIFACT = 1;
  static final byte BAD_REQUEST = 2;
  static final byte BUSY = 3;
  static final byte UNAVAILABLE = 4;

  private PeerProtocol() {}
}
