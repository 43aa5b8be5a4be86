/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.settings;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether an address can mean the same machine on another one. Looks at the text only. */
public final class RoutableHost {

  private static final Set<String> LOCAL_NAMES =
      Set.of("localhost", "ip6-localhost", "ip6-loopback", "*", "::", "::1", "[::]", "[::1]");
  private static final Pattern LOCAL_NUMBER =
      Pattern.compile(
          "(127|0)\\.\\d+\\.\\d+\\.\\d+|(::ffff:)?(127|0)\\.\\d+\\.\\d+\\.\\d+|(0*:)+0*1?");

  private RoutableHost() {}

  /** Whether this is a loopback or unspecified address, or a name for one. */
  public static boolean isNot(String host) {
    String name = host.strip().toLowerCase(Locale.ROOT);
    return LOCAL_NAMES.contains(name)
        || name.endsWith(".localhost")
        || LOCAL_NUMBER.matcher(name).matches();
  }
}
