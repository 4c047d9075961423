/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE /* O_PATH */

#include "config.h"

#include "read/worker/dip-fence.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/*
 * What a worker may do: compute, read the file that it was given, read the
 * fonts' tables and libraries, write answers. Limits of the process first, then
 * Landlock for files, then a list of system calls. A kernel without one of them
 * still has the others.
 */

#define MAX_MEMORY       ((rlim_t) 1536 * 1024 * 1024)
#define MAX_CPU_SECONDS  120 /* of two threads */
#define MAX_PAGE_SECONDS 4   /* of the processor */
#define MAX_FILES        64

#if defined (__SANITIZE_ADDRESS__)
#define HAVE_SANITIZER 1
#else
#define HAVE_SANITIZER 0
#endif

static void
set_limit (__rlimit_resource_t resource,
           rlim_t              value)
{
  struct rlimit limit = { value, value };

  /* Fails where a lower limit holds already, which is as good. */
  if (setrlimit (resource, &limit) != 0)
    return;
}

static void
limit_process (void)
{
  /* The sanitizer maps terabytes. */
  if (!HAVE_SANITIZER)
    set_limit (RLIMIT_AS, MAX_MEMORY);
  set_limit (RLIMIT_CPU, MAX_CPU_SECONDS);
  set_limit (RLIMIT_FSIZE, 0);
  set_limit (RLIMIT_NOFILE, MAX_FILES);
  set_limit (RLIMIT_CORE, 0);

  /* One name for all of them in lists of processes. */
  prctl (PR_SET_NAME, "diptych-worker");
  prctl (PR_SET_DUMPABLE, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

/* The calls have no wrapper in glibc; their numbers are the same on every machine. */
#ifndef SYS_close_range
#define SYS_close_range 436
#endif

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule       445
#define SYS_landlock_restrict_self  446
#endif

/* Every right of the first version of Landlock: what is not granted is refused. */
#define ALL_RIGHTS \
  (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE | \
   LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | \
   LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | \
   LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | \
   LANDLOCK_ACCESS_FS_MAKE_SYM)

#define READ_RIGHTS (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)

static void
fence_files (void)
{
  /* Libraries are loaded late (gconv, NSS), fonts and their tables when a page needs them. */
  static const char *const readable[] = {
    "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/share/poppler", "/usr/share/fonts", "/usr/share/fontconfig",
    "/usr/share/ghostscript", "/usr/share/zoneinfo", "/usr/local/share/fonts", "/etc/fonts", "/etc/ld.so.cache",
    "/etc/localtime", "/var/cache/fontconfig", "/app/lib", "/app/share/poppler", "/app/share/fonts", "/run/host/fonts",
    "/sys/devices/system/cpu",
  };
  struct landlock_ruleset_attr rules = { .handled_access_fs = ALL_RIGHTS };
  int fd = (int) syscall (SYS_landlock_create_ruleset, &rules, sizeof rules, 0);

  if (fd < 0)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (readable); i++)
    {
      struct landlock_path_beneath_attr rule = { .allowed_access = READ_RIGHTS };

      rule.parent_fd = open (readable[i], O_PATH | O_CLOEXEC);
      if (rule.parent_fd < 0)
        continue;

      /* A file has no folder's rights. */
      if (syscall (SYS_landlock_add_rule, fd, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0)
        {
          rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
          syscall (SYS_landlock_add_rule, fd, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
        }
      close (rule.parent_fd);
    }

  syscall (SYS_landlock_restrict_self, fd, 0);
  close (fd);
}

#define THREAD (CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD)

static void
fence_calls (void)
{
  /* No socket, no process, no signal to another, no name in a file system that is
   * made, changed or removed. Opening is left to Landlock, and reading only. */
  static const int allowed[] = {
    SCMP_SYS (read), SCMP_SYS (readv), SCMP_SYS (pread64), SCMP_SYS (write), SCMP_SYS (writev),
    SCMP_SYS (close), SCMP_SYS (close_range), SCMP_SYS (fstat), SCMP_SYS (newfstatat), SCMP_SYS (stat),
    SCMP_SYS (lstat), SCMP_SYS (statx), SCMP_SYS (statfs), SCMP_SYS (fstatfs), SCMP_SYS (access),
    SCMP_SYS (faccessat), SCMP_SYS (faccessat2), SCMP_SYS (readlink), SCMP_SYS (readlinkat),
    SCMP_SYS (lseek), SCMP_SYS (_llseek), SCMP_SYS (getdents), SCMP_SYS (getdents64), SCMP_SYS (getcwd),
    SCMP_SYS (fcntl), SCMP_SYS (fcntl64), SCMP_SYS (dup), SCMP_SYS (dup2), SCMP_SYS (dup3), SCMP_SYS (fadvise64),
    SCMP_SYS (brk), SCMP_SYS (mmap), SCMP_SYS (mmap2), SCMP_SYS (mremap), SCMP_SYS (munmap),
    SCMP_SYS (mprotect), SCMP_SYS (madvise), SCMP_SYS (futex), SCMP_SYS (futex_waitv),
    SCMP_SYS (set_robust_list), SCMP_SYS (get_robust_list), SCMP_SYS (rseq), SCMP_SYS (membarrier),
    SCMP_SYS (rt_sigaction), SCMP_SYS (rt_sigprocmask), SCMP_SYS (rt_sigreturn), SCMP_SYS (sigaltstack),
    SCMP_SYS (restart_syscall), SCMP_SYS (poll), SCMP_SYS (ppoll), SCMP_SYS (eventfd2), SCMP_SYS (pipe2),
    SCMP_SYS (clock_gettime), SCMP_SYS (clock_gettime64), SCMP_SYS (clock_getres), SCMP_SYS (clock_nanosleep),
    SCMP_SYS (gettimeofday), SCMP_SYS (time), SCMP_SYS (nanosleep), SCMP_SYS (times), SCMP_SYS (getrusage),
    SCMP_SYS (getrlimit), SCMP_SYS (ugetrlimit), SCMP_SYS (getpid), SCMP_SYS (gettid), SCMP_SYS (getppid),
    SCMP_SYS (getuid), SCMP_SYS (geteuid), SCMP_SYS (getgid), SCMP_SYS (getegid), SCMP_SYS (getrandom),
    SCMP_SYS (uname), SCMP_SYS (sysinfo), SCMP_SYS (sched_yield), SCMP_SYS (sched_getaffinity),
    SCMP_SYS (timer_create), SCMP_SYS (timer_settime), SCMP_SYS (timer_settime64), SCMP_SYS (setitimer),
    SCMP_SYS (arch_prctl), SCMP_SYS (set_tid_address), SCMP_SYS (exit), SCMP_SYS (exit_group),
  };
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ERRNO (EPERM));

  if (filter == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    seccomp_rule_add (filter, SCMP_ACT_ALLOW, allowed[i], 0);

  /* A file is opened to be read, or not at all. */
  seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (open), 1,
                    SCMP_A1 (SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY));
  seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (openat), 1,
                    SCMP_A2 (SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY));

  /* A thread, which is fenced as the one that starts it, and no process. A filter cannot see what the
   * newer of both calls asks for, so the C library has to take the older one. */
  seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (clone), 1, SCMP_A0 (SCMP_CMP_MASKED_EQ, THREAD, THREAD));
  seccomp_rule_add (filter, SCMP_ACT_ERRNO (ENOSYS), SCMP_SYS (clone3), 0);

  /* What only an attack asks for ends the worker. */
  seccomp_rule_add (filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS (execve), 0);
  seccomp_rule_add (filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS (execveat), 0);
  seccomp_rule_add (filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS (ptrace), 0);
  seccomp_rule_add (filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS (socket), 0);
  seccomp_rule_add (filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS (connect), 0);

#if HAVE_SANITIZER
  /* The sanitizers' report at the end starts a thread and looks around. */
  seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (clone), 0);
  seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (prctl), 0);
  seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (wait4), 0);
  seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (kill), 0);
  seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (tgkill), 0);
  seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (process_vm_readv), 0);
#else
  /* abort() after a broken promise of a library. */
  seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (tgkill), 1, SCMP_A0 (SCMP_CMP_EQ, (scmp_datum_t) getpid ()));
#endif

  seccomp_load (filter);
  seccomp_release (filter);
}

/* Nothing of the program that started this process: its library, its window. */
static void
close_files (void)
{
  if (syscall (SYS_close_range, STDERR_FILENO + 1, ~0u, 0) == 0)
    return;

  for (int fd = STDERR_FILENO + 1; fd < 4096; fd++)
    close (fd);
}

void
dip_fence_close (void)
{
  close_files ();
  limit_process ();
  fence_files ();
  fence_calls ();
}

/* Of the processor that this thread takes; its signal ends the process. */
static gboolean
start_timer (void)
{
  static __thread timer_t timer;
  static __thread gboolean made;
  struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGPROF };
  struct itimerspec value = { { 0, 0 }, { MAX_PAGE_SECONDS, 0 } };

  made = made || timer_create (CLOCK_THREAD_CPUTIME_ID, &event, &timer) == 0;

  return made && timer_settime (timer, 0, &value, NULL) == 0;
}

void
dip_fence_begin_page (void)
{
  struct itimerval value = { { 0, 0 }, { MAX_PAGE_SECONDS, 0 } };

  /* Under a sanitizer everything takes longer. */
  if (!HAVE_SANITIZER && !start_timer ())
    setitimer (ITIMER_PROF, &value, NULL);
}

void
dip_fence_leave (int status)
{
  /* A sanitizer reports in its farewell. */
  if (HAVE_SANITIZER)
    exit (status);

  _exit (status);
}
