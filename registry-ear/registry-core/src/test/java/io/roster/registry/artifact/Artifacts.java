/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.registry.artifact;

import io.roster.registry.platform.Multihash;
import io.roster.registry.replica.ArtifactClaim.ArtifactIdKind;
import java.nio.charset.StandardCharsets;

/** Artifacts for tests, named by a content that their name makes up. */
public final class Artifacts {

  private Artifacts() {}

  public static byte[] index(String name) {
    return ("{\"" + name + "\":[0,1024]}").getBytes(StandardCharsets.UTF_8);
  }

  public static Multihash indexHash(String name) {
    return Multihash.of(index(name));
  }

  public static String dataHash(String name) {
    return Multihash.of(("data of " + name).getBytes(StandardCharsets.UTF_8)).toString();
  }

  public static String id(String name) {
    return "mi2:" + indexHash(name).toString() + ":" + dataHash(name);
  }

  public static ArtifactPublication publication(String name) {
    return publication(name, id(name));
  }

  /** One that is called otherwise than its content says. */
  public static ArtifactPublication publication(String name, String artifactId) {
    return new ArtifactPublication(
        new ArtifactView(
            artifactId, ArtifactIdKind.MI2, indexHash(name).toString(), dataHash(name), "", ""),
        index(name));
  }
}
