/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */
package io.roster.gpu.host;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;

/** Frees direct buffers at once; the platform itself would wait for the garbage collector. */
public final class DirectMemory {

  private static final MethodHandle INVOKE_CLEANER = invokeCleaner();

  private DirectMemory() {}

  /** Frees the memory of a buffer that nobody uses any more. */
  public static void free(ByteBuffer direct) {
    try {
      INVOKE_CLEANER.invoke(direct);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("A direct buffer could not be freed", e);
    }
  }

  private static MethodHandle invokeCleaner() {
    try {
      Class<?> unsafe = Class.forName("sun.misc.Unsafe");
      Field instance = unsafe.getDeclaredField("theUnsafe");
      instance.setAccessible(true);
      return MethodHandles.publicLookup()
          .findVirtual(unsafe, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
          .bindTo(instance.get(null));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This Java platform cannot free direct buffers", e);
    }
  }
}
