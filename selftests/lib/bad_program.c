// SPDX-License-Identifier: GPL-2.0
#include <elf.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bad_program.h"
#include "ktap.h"

static void make(const char *path, mode_t mode, const void *data, size_t size)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);

	require(fd >= 0, "%s: %s", path, strerror(errno));
	require(write(fd, data, size) == (ssize_t)size, "%s: %s", path, strerror(errno));
	close(fd);
	require(!chmod(path, mode), "%s: %s", path, strerror(errno));
}

static void make_text(const char *path, mode_t mode, const char *text)
{
	make(path, mode, text, strlen(text));
}

/**
 * struct program - a program of one segment
 * @file: its header
 * @segment: the header of the segment
 * @rest: what follows
 */
struct program {
	Elf64_Ehdr file;
	Elf64_Phdr segment;
	char rest[8192];
};

static void make_program(const char *path, Elf64_Phdr segment, const char *rest)
{
	static struct program program = {
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
	};

	program.segment = segment;
	snprintf(program.rest, sizeof(program.rest), "%s", rest);
	make(path, 0755, &program, sizeof(program));
}

static void make_loader(void)
{
	make_program(BAD_LOADER, (Elf64_Phdr) {
		.p_type = PT_INTERP,
		.p_offset = offsetof(struct program, rest),
		.p_filesz = sizeof(BAD_JUNK),
	}, BAD_JUNK);
}

static void make_late(void)
{
	make_program(BAD_LATE, (Elf64_Phdr) {
		.p_type = PT_LOAD,
		.p_flags = PF_R | PF_X,
		.p_vaddr = 0x400000,
		.p_filesz = 8192,
		.p_memsz = 100,
		.p_align = 4096,
	}, "");
}

/* Make them. They can be removed when they are not needed any more. */
void bad_programs_make(void)
{
	char junk[4096];

	memset(junk, 'x', sizeof(junk));
	junk[0] = '\x7f';
	make(BAD_JUNK, 0755, junk, sizeof(junk));
	make_text(BAD_PLAIN, 0644, "#!/bin/sh\nexit 0\n");
	make_text(BAD_SCRIPT, 0755, "#!/no/such/interpreter\n");
	make_text(BAD_SHELL, 0755, "#!/bin/sh\nexit 0\n");
	make_loader();
	make_late();
}

/* Also if they have not been made. */
void bad_programs_remove(void)
{
	unlink(BAD_JUNK);
	unlink(BAD_PLAIN);
	unlink(BAD_SCRIPT);
	unlink(BAD_SHELL);
	unlink(BAD_LOADER);
	unlink(BAD_LATE);
}
