// SPDX-License-Identifier: GPL-2.0
/*
 * Failed execs are counted for the thread that called, with the errno that the program itself
 * sees and the time, whatever the call and the reason.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bad_program.h"
#include "child.h"
#include "death.h"
#include "ktap.h"
#include "time.h"

/* What a program sees of its own failed exec; and what the record has to agree with. */
struct witness {
	int error;
	uint64_t before_ns, after_ns;
};

struct attempt {
	const char *what;
	int error;
	void (*exec)(void);
};

/* A call that does not fail ends the child. */
static char *const arguments[] = { "x", "@exit", "9", NULL };

static void execute(const char *path)
{
	execv(path, arguments);
}

static void execute_at(int fd, const char *path, int flags)
{
	syscall(SYS_execveat, fd, path, arguments, NULL, flags);
}

static void missing(void)
{
	execute("/no/such/program");
}

static void not_a_folder(void)
{
	execute("/dev/null/program");
}

static void not_executable(void)
{
	execute(BAD_PLAIN);
}

static void junk(void)
{
	execute(BAD_JUNK);
}

static void missing_interpreter(void)
{
	execute(BAD_SCRIPT);
}

static void bad_loader(void)
{
	execute(BAD_LOADER);
}

/* A single argument may have 128 KiB. */
static void long_argument(void)
{
	size_t size = 256 << 10;
	char *text = malloc(size), *long_arguments[] = { "x", "@exit", "9", text, NULL };

	memset(text, 'x', size - 1);
	text[size - 1] = '\0';
	execv("/proc/self/exe", long_arguments);
}

static void long_path(void)
{
	char path[2 * 4096];

	memset(path, 'x', sizeof(path) - 1);
	path[sizeof(path) - 1] = '\0';
	execute(path);
}

static void bad_path(void)
{
	syscall(SYS_execve, 1L, arguments, NULL);
}

static void bad_arguments(void)
{
	syscall(SYS_execve, "/proc/self/exe", 1L, NULL);
}

static void empty_path(void)
{
	execute_at(open(BAD_PLAIN, O_RDONLY), "", AT_EMPTY_PATH);
}

static void closed_descriptor(void)
{
	execute_at(1000, "", AT_EMPTY_PATH);
}

/* The interpreter could not open the script, as the descriptor is closed by then. */
static void closed_script(void)
{
	execute_at(open(BAD_SHELL, O_RDONLY | O_CLOEXEC), "", AT_EMPTY_PATH);
}

static void symbolic_link(void)
{
	execute_at(AT_FDCWD, "/proc/self/exe", AT_SYMLINK_NOFOLLOW);
}

static void bad_flags(void)
{
	execute_at(AT_FDCWD, "/proc/self/exe", 1);
}

static void be_other(void *ready)
{
	become(12345);
	gate_open(ready);
	block_forever(NULL);
}

/* The kernel rejects the exec rather than the change of the user before it. */
static void too_many_processes(void)
{
	struct rlimit none = { 0, 0 };
	struct gate ready;

	gate_init(&ready);
	spawn(be_other, &ready);
	gate_wait(&ready);
	require(!setrlimit(RLIMIT_NPROC, &none), "setrlimit: %s", strerror(errno));
	become(12345);
	execute("/proc/self/exe");
}

static const struct attempt attempts[] = {
	{ "no such file", ENOENT, missing },
	{ "a file instead of a folder", ENOTDIR, not_a_folder },
	{ "a file that is not executable", EACCES, not_executable },
	{ "a file that is no program", ENOEXEC, junk },
	{ "a script without its interpreter", ENOENT, missing_interpreter },
	{ "a program whose loader is no program", ELIBBAD, bad_loader },
	{ "an argument that is too long", E2BIG, long_argument },
	{ "a path that is too long", ENAMETOOLONG, long_path },
	{ "a path at a bad address", EFAULT, bad_path },
	{ "arguments at a bad address", EFAULT, bad_arguments },
	{ "execveat() of a descriptor", EACCES, empty_path },
	{ "execveat() of a descriptor that is not open", EBADF, closed_descriptor },
	{ "execveat() of a script that is closed by then", ENOENT, closed_script },
	{ "execveat() of a symbolic link", ELOOP, symbolic_link },
	{ "execveat() with bad flags", EINVAL, bad_flags },
	{ "a limit of processes", EAGAIN, too_many_processes },
};

static struct witness try_exec(const struct attempt *attempt)
{
	struct witness witness = { .before_ns = clock_ns() };

	attempt->exec();
	witness.error = errno;
	witness.after_ns = clock_ns();
	expect(witness.error == attempt->error, "%s: %s", attempt->what,
	       strerror(witness.error));
	return witness;
}

static void expect_failed(const struct table *row, const struct witness *witness, int count)
{
	expect_cells(row, "execs_failed=%d exec_errno=%d", count, witness->error);
	expect_between("exec_failed_ns", witness->before_ns, table_u64(row, 0, "exec_failed_ns"),
		       witness->after_ns);
}

static void expect_none(const struct table *row)
{
	expect_cells(row, "execs_failed=0 exec_errno=- exec_failed_ns=-");
}

/**
 * struct scene - a child that fails to exec
 * @attempt: how
 * @report: receives a struct witness
 */
struct scene {
	const struct attempt *attempt;
	struct gate report;
};

static void fail_and_exit(void *data)
{
	struct scene *scene = data;
	struct witness witness = try_exec(scene->attempt);

	gate_send(&scene->report, &witness, sizeof(witness));
	_exit(127);
}

static void each_reason(void)
{
	struct scene scene;
	struct witness witness;
	struct table *dead;

	bad_programs_make();
	gate_init(&scene.report);
	for (size_t i = 0; i < ARRAY_SIZE(attempts); i++) {
		scene.attempt = &attempts[i];
		dead = expect_death(spawn(fail_and_exit, &scene), "failed");
		gate_receive(&scene.report, &witness, sizeof(witness));
		expect_cells(dead, "exit_code=127 execs=0 exec_ns=-");
		expect_failed(dead, &witness, 1);
	}
}

static void living(void)
{
	struct witness witness;

	expect_none(values_read(LC_PROC "self"));
	bad_programs_make();
	for (int i = 0; i < 3; i++) {
		witness = try_exec(&attempts[i]);
		expect_failed(values_read(LC_PROC "self"), &witness, i + 1);
	}
}

/* As execvp(3) does: it tries each folder in PATH. */
static void search_and_execute(void *unused)
{
	missing();
	not_a_folder();
	exec_helper("@exit", 9);
}

static void success_follows(void)
{
	struct table *dead = expect_death(spawn(search_and_execute, NULL), "failed");

	expect_cells(dead, "exit_code=9 execs=1 execs_failed=2 exec_errno=%d", ENOTDIR);
	expect_between("exec_failed_ns", table_u64(dead, 0, "born_ns"),
		       table_u64(dead, 0, "exec_failed_ns"), table_u64(dead, 0, "exec_ns") - 1);
}

static void vforked(void)
{
	volatile int error = 0;
	struct table *dead;
	pid_t pid = vfork();

	if (pid == 0) {
		execv("/no/such/program", arguments);
		error = errno;
		_exit(127);
	}
	require(pid > 0, "vfork: %s", strerror(errno));
	dead = expect_death(pid, "failed");
	expect_cells(dead, "birth=vfork exit_code=127 execs=0 execs_failed=1 exec_errno=%d", error);
	expect_none(values_read(LC_PROC "self"));
}

/* From asm/unistd_32.h, which cannot be included beside unistd_64.h. */
enum { GETPID_32 = 20, EXECVE_32 = 11 };

static int call32(int nr, int a, int b, int c)
{
	int ret;

	asm volatile("int $0x80" : "=a"(ret) : "a"(nr), "b"(a), "c"(b), "d"(c)
		     : "memory", "r8", "r9", "r10", "r11");
	return ret;
}

static void get_pid_32(void *unused)
{
	_exit(call32(GETPID_32, 0, 0, 0) != getpid());
}

static void compat(void)
{
	char *path = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	int error;

	if (reap(spawn(get_pid_32, NULL)))
		ktap_skip("no 32-bit system calls");
	require(path != MAP_FAILED, "mmap: %s", strerror(errno));
	memcpy(path, "/no/such/program", sizeof("/no/such/program"));
	error = -call32(EXECVE_32, (long)path, 0, 0);
	expect_cells(values_read(LC_PROC "self"), "execs_failed=1 exec_errno=%d "
		     "exec_failed_path=%s", error, path);
}

static const struct ktap_case cases[] = {
	{ "each reason is recorded, as the errno that the program sees", each_reason,
	  bad_programs_remove },
	{ "a living task has its newest failed exec", living, bad_programs_remove },
	{ "failed execs before a successful one are older than it", success_follows },
	{ "a failed exec after vfork() belongs to the child", vforked },
	{ "a failed exec by a 32-bit call is recorded", compat },
};

KTAP_MAIN(cases)
