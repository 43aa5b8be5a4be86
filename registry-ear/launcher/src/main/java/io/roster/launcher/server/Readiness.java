/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Asks a server's health address whether it is ready. */
final class Readiness {

  private static final int MILLIS = 5_000;
  private static final int LARGEST = 64 * 1024;
  private static final Pattern DOWN =
      Pattern.compile("\"name\"\\s*:\\s*\"([^\"]+)\"\\s*,\\s*\"status\"\\s*:\\s*\"DOWN\"");

  private final URL address;

  Readiness(URI address) {
    try {
      this.address = address.toURL();
    } catch (java.net.MalformedURLException e) {
      throw new IllegalArgumentException("not a health address: " + address, e);
    }
  }

  /** The same, and otherwise what the server says instead. */
  boolean isUp(Consumer<String> otherwise) {
    try {
      HttpURLConnection connection = (HttpURLConnection) address.openConnection();
      if (connection instanceof HttpsURLConnection secure) {
        trustOurOwn(secure);
      }
      connection.setConnectTimeout(MILLIS);
      connection.setReadTimeout(MILLIS);
      try {
        if (connection.getResponseCode() == HttpURLConnection.HTTP_OK) {
          return true;
        }
        otherwise.accept(failing(connection));
        return false;
      } finally {
        connection.disconnect();
      }
    } catch (IOException notYet) {
      otherwise.accept("it does not answer yet");
      return false;
    }
  }

  private static String failing(HttpURLConnection connection) throws IOException {
    InputStream body = connection.getErrorStream();
    if (body == null) {
      return "status " + connection.getResponseCode();
    }
    try (body) {
      String text = new String(body.readNBytes(LARGEST), StandardCharsets.UTF_8);
      List<String> down = DOWN.matcher(text).results().map(found -> found.group(1)).toList();
      return down.isEmpty()
          ? "status " + connection.getResponseCode()
          : "down: " + String.join(", ", down);
    }
  }

  /** We ask the server that we started, by an address that its certificate need not name. */
  private static void trustOurOwn(HttpsURLConnection connection) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anyone()}, null);
      connection.setSSLSocketFactory(context.getSocketFactory());
      connection.setHostnameVerifier((name, session) -> true);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java speaks no TLS", e);
    }
  }

  private static final class Anyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
