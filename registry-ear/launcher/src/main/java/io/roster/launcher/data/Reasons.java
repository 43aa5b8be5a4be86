/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.launcher.data;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What the file system's exceptions mean, in words. */
public final class Reasons {

  private Reasons() {}

  /** A few words, to be put after a colon. */
  public static String of(IOException problem) {
    if (problem instanceof NoSuchFileException missing) {
      return missing.getFile() + " does not exist";
    }
    if (problem instanceof AccessDeniedException denied) {
      return "permission denied for " + denied.getFile();
    }
    if (problem instanceof FileAlreadyExistsException || problem instanceof NotDirectoryException) {
      return "a part of the path is a file, not a folder";
    }
    if (problem instanceof CharacterCodingException) {
      return "it is not text in UTF-8";
    }
    if (problem instanceof FileSystemException other && other.getReason() != null) {
      return other.getReason();
    }
    return problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
  }
}
