/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher;

import io.roster.launcher.data.DataDirectory;
import io.roster.launcher.data.SecretFile;
import io.roster.launcher.preflight.TlsFiles;
import java.nio.file.Path;
import java.util.Map;

/** The certificate in the form in which the HTTP server takes it. */
final class HttpsKeyStore {

  // The name that the server's own configuration asks for.
  private static final String ALIAS = "s1as";

  private HttpsKeyStore() {}

  /** Writes the key store and says where it is, in system properties. */
  static Map<String, String> properties(TlsFiles files, DataDirectory data) {
    String password = SecretFile.passwordAt(data.secret("https-keystore-password"));
    Path store = data.secret("https.p12");
    SecretFile.write(store, files.keyStore(ALIAS, password));
    return Map.of(
        "javax.net.ssl.keyStore", store.toString(), "javax.net.ssl.keyStorePassword", password);
  }
}
