/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.it.product;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * An authority, a certificate of it for the server and one for a client, a client's certificate of
 * nobody known, and a token.
 */
public final class Credentials implements AutoCloseable {

  public static final String TOKEN = "correct-horse-battery-staple";

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String PASSWORD = "changeit";

  private final Path folder = Build.work("credentials");

  private Credentials() {
    authority("authority");
    signed("server", "authority", "SAN=ip:127.0.0.1,dns:localhost");
    signed("client", "authority", "EKU=clientAuth");
    authority("stranger");
    try {
      Files.writeString(tokenFile(), TOKEN + "\n");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public static Credentials shared() {
    return Shared.once(Credentials.class, "credentials", Credentials::new);
  }

  public Path authority() {
    return folder.resolve("authority.crt");
  }

  Path serverCertificate() {
    return folder.resolve("server.crt");
  }

  Path serverKey() {
    return folder.resolve("server.key");
  }

  public Path clientCertificate() {
    return folder.resolve("client.crt");
  }

  public Path clientKey() {
    return folder.resolve("client.key");
  }

  public Path strangersCertificate() {
    return folder.resolve("stranger.crt");
  }

  public Path strangersKey() {
    return folder.resolve("stranger.key");
  }

  public Path tokenFile() {
    return folder.resolve("token");
  }

  private void authority(String name) {
    keytool(
        name,
        "-genkeypair",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-validity",
        "30",
        "-dname",
        "CN=" + name,
        "-ext",
        "BC=ca:true",
        "-ext",
        "KU=keyCertSign,digitalSignature");
    export(name);
  }

  private void signed(String name, String authority, String extension) {
    keytool(
        name,
        "-genkeypair",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-validity",
        "30",
        "-dname",
        "CN=" + name,
        "-signer",
        authority,
        "-ext",
        extension);
    export(name);
  }

  private void keytool(String alias, String command, String... options) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(List.of(command, "-alias", alias, "-keystore", store().toString()));
    line.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    line.addAll(List.of(options));
    Command.Answer answer = Command.run(LIMIT, Map.of(), line);
    if (answer.status() != 0) {
      throw new IllegalStateException(answer.output());
    }
  }

  private Path store() {
    return folder.resolve("keys.p12");
  }

  /** As PEM files: the certificate, and its private key in PKCS#8. */
  private void export(String name) {
    try (InputStream bytes = Files.newInputStream(store())) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(bytes, PASSWORD.toCharArray());
      StringBuilder chain = new StringBuilder();
      for (Certificate certificate : keys.getCertificateChain(name)) {
        chain.append(pem("CERTIFICATE", certificate.getEncoded()));
      }
      Files.writeString(folder.resolve(name + ".crt"), chain);
      Files.writeString(
          folder.resolve(name + ".key"),
          pem("PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded()));
    } catch (IOException | GeneralSecurityException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static String pem(String kind, byte[] content) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
  }

  @Override
  public void close() {
    // The files go with the folder of the run.
  }
}
