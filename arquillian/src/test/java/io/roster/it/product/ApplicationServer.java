/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.product;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** A server to which applications come and from which they go. */
public interface ApplicationServer {

  /** Makes these the settings of what is deployed next. */
  void configure(Map<String, String> settings);

  void deploy(String name, Path ear);

  void undeploy(String name);

  /** Where its applications answer. */
  URI http();

  /** The process that they run in. */
  long pid();
}
