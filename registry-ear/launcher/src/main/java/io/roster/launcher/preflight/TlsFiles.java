/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.preflight;

import io.roster.launcher.CannotStart;
import io.roster.launcher.data.Reasons;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate chain and its private key, read from PEM files. */
public final class TlsFiles {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final long LARGEST = 1024 * 1024;

  private final List<X509Certificate> chain;
  private final PrivateKey key;

  private TlsFiles(List<X509Certificate> chain, PrivateKey key) {
    this.chain = List.copyOf(chain);
    this.key = key;
  }

  /** Reads both and checks that they belong together and are valid today. */
  public static TlsFiles read(Path certificate, Path privateKey) {
    List<X509Certificate> chain = certificates(certificate);
    PrivateKey key = privateKey(privateKey);
    requirePair(chain.get(0), key, certificate, privateKey);
    requireValid(chain.get(0), certificate);
    return new TlsFiles(chain, key);
  }

  /** Reads the certificates of a PEM file; there is at least one. */
  public static List<X509Certificate> certificates(Path file) {
    try {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(text(file).getBytes(StandardCharsets.UTF_8)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    } catch (GeneralSecurityException e) {
      throw new CannotStart(file + " is not a certificate in PEM form: export it as PEM.", e);
    }
    throw new CannotStart(file + " holds no certificate: it must be a PEM file with one.");
  }

  private static PrivateKey privateKey(Path file) {
    Matcher pem = KEY.matcher(text(file));
    if (!pem.find()) {
      throw new CannotStart(
          file
              + " holds no unencrypted private key in PKCS#8 form. Convert it:"
              + " openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW.");
    }
    PKCS8EncodedKeySpec encoded =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (InvalidKeySpecException ignored) {
        // Of another kind: the next one is tried.
      } catch (GeneralSecurityException e) {
        throw new CannotStart(file + " cannot be read as a private key.", e);
      }
    }
    throw new CannotStart(file + " is a kind of key that is not supported: use RSA or EC.");
  }

  private static void requirePair(
      X509Certificate certificate, PrivateKey key, Path certificateFile, Path keyFile) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "EdDSA";
        };
    byte[] probe = "roster".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(probe);
      if (signature.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException ofAnotherKind) {
      throw notPair(certificateFile, keyFile, ofAnotherKind);
    }
    throw notPair(certificateFile, keyFile, null);
  }

  private static CannotStart notPair(
      Path certificate, Path key, @org.jspecify.annotations.Nullable Exception cause) {
    String sentence = key + " is not the private key of " + certificate + ": give the pair.";
    return cause == null ? new CannotStart(sentence) : new CannotStart(sentence, cause);
  }

  private static void requireValid(X509Certificate certificate, Path file) {
    try {
      certificate.checkValidity();
    } catch (GeneralSecurityException e) {
      throw new CannotStart(
          file
              + " is valid from "
              + certificate.getNotBefore().toInstant()
              + " to "
              + certificate.getNotAfter().toInstant()
              + ", not now: renew it.",
          e);
    }
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new CannotStart(file + " is too large to be a certificate or key.");
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new CannotStart(
          "Cannot read " + file + ": " + Reasons.of(e) + ". Correct its name or rights.", e);
    }
  }

  /** The same as a PKCS#12 key store, for the HTTP server. */
  public byte[] keyStore(String alias, String password) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(alias, key, password.toCharArray(), chain.toArray(new Certificate[0]));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      store.store(out, password.toCharArray());
      return out.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new CannotStart("The certificate cannot be given to the HTTP server.", e);
    }
  }
}
