// SPDX-License-Identifier: GPL-2.0
/*
 * The tool from its command line to its output, on files from an untrusted source. An
 * input has the words of the command line, one per line, and the files, each after a
 * line "%% NAME"; tools/fuzz/seeds makes inputs from the recordings of the tests.
 */
#include <fcntl.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/commands.h"
#include "options/options.h"
#include "output.h"
#include "text/warn.h"

#define WORDS_MAX	16

static const struct {
	const char *name, *path;
} files[] = {
	{ "tasks", "proc/lifecycle/tasks" },
	{ "dead", "proc/lifecycle/dead" },
	{ "stats", "proc/lifecycle/stats" },
	{ "oom", "proc/lifecycle/oom" },
	{ "hooks", "sys/kernel/debug/lifecycle/hooks" },
	{ "table", "sys/kernel/debug/lifecycle/table" },
};

#define NR_FILES (sizeof(files) / sizeof(*files))

static char root[64];
static int root_fd;

static void clean_up(void)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf %s", root);
	if (system(command))
		fprintf(stderr, "%s stays\n", root);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const char * const folders[] = {
		"proc", "proc/lifecycle", "sys", "sys/kernel", "sys/kernel/debug",
		"sys/kernel/debug/lifecycle",
	};
	size_t i;

	(void)argc;
	(void)argv;
	if (!setlocale(LC_ALL, "C.UTF-8"))
		abort();
	snprintf(root, sizeof(root), "%s/lifecycle-fuzz.XXXXXX",
		 access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
	if (!mkdtemp(root))
		abort();
	root_fd = open(root, O_PATH | O_DIRECTORY);
	for (i = 0; i < sizeof(folders) / sizeof(*folders); i++)
		if (mkdirat(root_fd, folders[i], 0700))
			abort();
	atexit(clean_up);
	return 0;
}

static void write_file(const char *path, const char *text, size_t size)
{
	int fd = openat(root_fd, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd < 0 || write(fd, text, size) != (ssize_t)size || close(fd))
		abort();
}

/* Write the files; what precedes the first is the command line. */
static size_t unpack(char *text, size_t size)
{
	char *at = text, *end = text + size;
	size_t i, command = size;

	for (i = 0; i < NR_FILES; i++)
		unlinkat(root_fd, files[i].path, 0);
	while ((at = memmem(at, end - at, "%% ", 3))) {
		char *name = at + 3, *body = memchr(name, '\n', end - name), *next;

		if (at - text < (ssize_t)command)
			command = at - text;
		if (!body)
			break;
		*body++ = '\0';
		next = memmem(body, end - body, "%% ", 3);
		for (i = 0; i < NR_FILES; i++)
			if (!strcmp(name, files[i].name))
				write_file(files[i].path, body, (next ? next : end) - body);
		at = body;
	}
	return command;
}

static int split(char *text, char **argv)
{
	char *save = NULL, *word;
	int n = 0;

	for (word = strtok_r(text, "\n", &save); word && n < WORDS_MAX;
	     word = strtok_r(NULL, "\n", &save))
		argv[n++] = word;
	argv[n] = NULL;
	return n;
}

/* The output on both streams; the texts are to be freed. */
struct streams {
	FILE *real[2], *file[2];
	char *text[2];
	size_t size[2];
};

static void capture(struct streams *s)
{
	int i;

	for (i = 0; i < 2; i++)
		s->file[i] = open_memstream(&s->text[i], &s->size[i]);
	if (!s->file[0] || !s->file[1])
		abort();
	s->real[0] = stdout;
	s->real[1] = stderr;
	stdout = s->file[0];
	stderr = s->file[1];
}

static void release(struct streams *s)
{
	stdout = s->real[0];
	stderr = s->real[1];
	if (fclose(s->file[0]) || fclose(s->file[1]))
		abort();
}

static bool is_list(const struct lct_options *opt)
{
	const char *name = opt->command->name;

	return !strcmp(name, "ps") || !strcmp(name, "dead") || !strcmp(name, "oom");
}

/* A formatted table has one line per row, as the raw one. */
static void check_list(const struct lct_options *opt, const char *out)
{
	struct lct_options raw = *opt;
	struct streams plain;

	if (opt->raw) {
		output_check_fields(out);
		return;
	}
	/* A table without rows is printed without a heading. */
	if (!*out)
		return;
	if (!opt->noheadings)
		output_check_aligned(out);
	raw.raw = true;
	capture(&plain);
	opt->command->run(&raw);
	release(&plain);
	if (output_lines(plain.text[0]) != output_lines(out))
		output_wrong("not a row a line", out);
	free(plain.text[0]);
	free(plain.text[1]);
}

/* Graphviz's lines are indented. */
static void outdent(char *text)
{
	char *at;

	for (at = text; at; at = strchr(at, '\n')) {
		at += *at == '\n';
		if (*at == '\t')
			*at = ' ';
	}
}

static void check(const struct lct_options *opt, int status, char *out)
{
	if (status != 0 && status != 1 && status != LCT_EXIT_DATA &&
	    status != LCT_EXIT_UNAVAILABLE && status != LCT_EXIT_USAGE)
		output_wrong("a status that nobody knows", out);
	if (opt->dot)
		outdent(out);
	output_check_plain(out);
	if (status)
		return;
	if (opt->json)
		output_check_json(out);
	else if (is_list(opt))
		check_list(opt, out);
}

/* Words of the command line come from the user, and may be printed unchanged. */
static bool is_ascii(const char *text)
{
	for (; *text; text++)
		if ((*text < ' ' || *text > '~') && *text != '\n')
			return false;
	return true;
}

static void play(struct lct_options *opt, int argc, char **argv, bool ascii)
{
	struct streams said;
	bool parsed;
	int status;

	capture(&said);
	parsed = !lct_options_parse(opt, argc, argv, &status);
	/* Only files of the input are to be read, and no terminal is to be taken over. */
	opt->batch = true;
	if (parsed && opt->root == root)
		status = opt->command->run(opt);
	release(&said);
	if (ascii)
		output_check_plain(said.text[1]);
	if (parsed && opt->root == root)
		check(opt, status, said.text[0]);
	if (status && !*said.text[1])
		output_wrong("it failed without a word", said.text[0]);
	free(said.text[0]);
	free(said.text[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct lct_options opt = { .commands = lct_commands, .root = root };
	char *text, *argv[WORDS_MAX + 1];
	bool ascii;
	int argc;

	text = malloc(size + 1);
	memcpy(text, data, size);
	text[size] = '\0';
	text[unpack(text, size)] = '\0';
	ascii = is_ascii(text);
	argc = split(text, argv);
	opt.command = argc ? lct_options_command(lct_commands, argv[0]) : NULL;
	if (opt.command && strcmp(argv[0], "run"))
		play(&opt, argc, argv, ascii);
	free(text);
	return 0;
}
