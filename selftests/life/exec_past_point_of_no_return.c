// SPDX-License-Identifier: GPL-2.0
/*
 * An exec that fails past the point of no return: the old program is gone, and the kernel
 * kills the process with a signal of its own.
 */
#include <elf.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"

#define PROGRAM "/tmp/lc-broken"

/* The segment is larger in the file than in memory: detected late. */
static void write_program(void)
{
	static struct {
		Elf64_Ehdr file;
		Elf64_Phdr segment;
		char rest[8192];
	} program = {
		.file = {
			.e_ident = { ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64, ELFDATA2LSB,
				     EV_CURRENT },
			.e_type = ET_EXEC,
			.e_machine = EM_X86_64,
			.e_version = EV_CURRENT,
			.e_entry = 0x400000,
			.e_phoff = sizeof(Elf64_Ehdr),
			.e_ehsize = sizeof(Elf64_Ehdr),
			.e_phentsize = sizeof(Elf64_Phdr),
			.e_phnum = 1,
		},
		.segment = {
			.p_type = PT_LOAD,
			.p_flags = PF_R | PF_X,
			.p_vaddr = 0x400000,
			.p_filesz = 8192,
			.p_memsz = 100,
			.p_align = 4096,
		},
	};
	int fd = open(PROGRAM, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0755);

	require(fd >= 0, PROGRAM ": %s", strerror(errno));
	require(write(fd, &program, sizeof(program)) == sizeof(program), PROGRAM ": %s",
		strerror(errno));
	close(fd);
}

static void exec_broken(void *unused)
{
	execl(PROGRAM, "broken", NULL);
	_exit(errno);
}

static void broken(void)
{
	struct table *dead;
	int status;

	write_program();
	status = reap(spawn(exec_broken, NULL));
	if (!WIFSIGNALED(status))
		ktap_skip("this kernel detects it early: %x", status);
	dead = expect_death(spawn(exec_broken, NULL), "crashed");
	expect_no_killer(dead);
	expect_cells(dead, "exit_signal=%d signals_sent=0 execs=0 execs_failed=1", SIGSEGV);
}

static void remove_program(void)
{
	unlink(PROGRAM);
}

static const struct ktap_case cases[] = {
	{ "an exec that fails past the point of no return is recorded", broken, remove_program },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
