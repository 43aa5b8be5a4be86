/* Copyright The Roster Authors. SPDX-License-Identifier: Apache-2.0 */

/*
 * Loaded before the C library, it makes a process see the clock of the wall as far ahead as a file says, in nanoseconds; the file
 * is named by CHAOS_CLOCK and may be written to at any moment. Clocks that nobody can set stay as they are.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define BILLION 1000000000LL

static const volatile int64_t none = 0;
static const volatile int64_t *ahead = &none;

__attribute__((constructor)) static void look_for_file(void) {
  const char *name = getenv("CHAOS_CLOCK");
  int file = name == NULL ? -1 : open(name, O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return;
  }
  void *mapped = mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, file, 0);
  if (mapped != MAP_FAILED) {
    ahead = mapped;
  }
  close(file);
}

typedef int (*clock_reader)(clockid_t, struct timespec *);

int clock_gettime(clockid_t clock, struct timespec *time) {
  static _Atomic(clock_reader) real;
  clock_reader read = real;
  if (read == NULL) {
    read = (clock_reader)dlsym(RTLD_NEXT, "clock_gettime");
    real = read;
  }
  int failed = read == NULL ? (int)syscall(SYS_clock_gettime, clock, time) : read(clock, time);
  int64_t by = *ahead;
  if (failed == 0 && by != 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    int64_t since = time->tv_sec * BILLION + time->tv_nsec + by;
    time->tv_sec = since / BILLION;
    time->tv_nsec = since % BILLION;
  }
  return failed;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  (void)zone;
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) {
    return -1;
  }
  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *into) {
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) {
    return (time_t)-1;
  }
  if (into != NULL) {
    *into = now.tv_sec;
  }
  return now.tv_sec;
}
