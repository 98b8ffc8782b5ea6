// SPDX-License-Identifier: GPL-2.0
/*
 * What the module printed when the kernel panicked. pstore keeps the end of the kernel log
 * over a reboot, without saying of which boot it is. It is that of a recording if one of
 * its deaths is there, with PID and time.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/disk.h"
#include "archive/part.h"
#include "archive/segment.h"
#include "recorder/panic.h"
#include "text/cell.h"
#include "text/warn.h"

#define USEC_PER_SEC	1000000LL
#define NSEC_PER_USEC	1000LL
#define MARK		"lifecycle: "
#define FIRST		"the newest of "

/* pstore itself, and where systemd-pstore moves what is there, in a folder each time */
static const char *const places[] = { "/var/lib/systemd/pstore", "/sys/fs/pstore" };
#define DEPTH	2

static bool begins(const char *line, const char *words)
{
	return !strncmp(line, words, strlen(words));
}

/* The lines of panics in one file, from the mark on. */
static void take_lines(char *data, FILE *out)
{
	char *line, *save = NULL;

	for (line = strtok_r(data, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		line = strstr(line, MARK);
		if (!line)
			continue;
		line += strlen(MARK);
		if (begins(line, FIRST) || begins(line, "died ") || begins(line, "born "))
			fprintf(out, "%s\n", line);
	}
}

/* Parts of a dump are numbered from its end. */
static int backwards(const struct dirent **a, const struct dirent **b)
{
	return strverscmp((*b)->d_name, (*a)->d_name);
}

static void take(const char *path, int depth, FILE *out);

static void take_folder(const char *path, int depth, FILE *out)
{
	struct dirent **entries;
	int i, n = scandir(path, &entries, NULL, backwards);
	char *below;

	for (i = 0; i < n; i++) {
		if (entries[i]->d_name[0] != '.' &&
		    asprintf(&below, "%s/%s", path, entries[i]->d_name) >= 0) {
			take(below, depth, out);
			free(below);
		}
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}

static void take(const char *path, int depth, FILE *out)
{
	struct stat st;
	char *data;

	if (lstat(path, &st))
		return;
	if (S_ISDIR(st.st_mode) && depth) {
		take_folder(path, depth - 1, out);
	} else if (lct_disk_read(AT_FDCWD, path, &data) >= 0) {
		take_lines(data, out);
		free(data);
	}
}

static char *read_pstore(void)
{
	char *text = NULL;
	size_t size, i;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return NULL;
	for (i = 0; i < sizeof(places) / sizeof(*places); i++)
		take_folder(places[i], DEPTH, out);
	if (fclose(out)) {
		free(text);
		return NULL;
	}
	return text;
}

/* The rows before the panic: those of the last part, if it is closed, and of the open one. */
static int read_newest(int folder, struct lct_table *t)
{
	struct lct_segments list;
	int fd, ret;

	ret = lct_segments_list(&list, folder, LCT_PART_FILE);
	if (!ret && list.nr)
		ret = lct_segment_read(folder, &list.segment[list.nr - 1], t);
	lct_segments_free(&list);
	fd = openat(folder, LCT_PART_FILE, O_RDONLY | O_CLOEXEC);
	if (!ret && fd >= 0)
		ret = lct_table_read(t, fd);
	if (fd >= 0)
		close(fd);
	return ret;
}

/* Is the death of this line, if it is one, among the rows? */
static bool is_recorded(const char *line, const struct lct_table *t)
{
	const int died = lct_table_column(t, "died_ns"), id = lct_table_column(t, "pid");
	int64_t died_ns, row_pid;
	long long s, us, pid;
	const char *bracket;
	size_t row;

	if (sscanf(line, "died %lld.%6lld: ", &s, &us) != 2)
		return false;
	bracket = strchr(line, '[');
	if (!bracket || sscanf(bracket, "[%lld]", &pid) != 1)
		return false;
	for (row = t->nrows; row-- > 0;)
		if (lct_cell_number(lct_table_cell(t, row, died), &died_ns) &&
		    lct_cell_number(lct_table_cell(t, row, id), &row_pid) && row_pid == pid &&
		    died_ns / NSEC_PER_USEC == s * USEC_PER_SEC + us)
			return true;
	return false;
}

/*
 * The lines from the one that opens the panic's list on, if that list has a death of the
 * recording. pstore may have the lists of other panics.
 */
static char *find_list(char *text, const struct lct_table *t)
{
	char *list = text, *line, *next;
	bool found = false;

	for (line = text; *line; line = next) {
		next = line + strcspn(line, "\n");
		next += *next == '\n';
		if (begins(line, FIRST)) {
			if (found) {
				*line = '\0';
				return list;
			}
			list = line;
		}
		found = found || is_recorded(line, t);
	}
	return found ? list : NULL;
}

static int recover(const char *archive, const struct lct_recording *r)
{
	int about = lct_recording_open(archive, r->name, ".");
	int folder = lct_recording_open(archive, r->name, LCT_RECORDING_FILES);
	char *text = NULL, *list;
	struct lct_table t;
	int ret = 0;

	lct_table_init(&t);
	if (about < 0 || folder < 0 || !faccessat(about, LCT_RECORDING_PANIC, F_OK, 0))
		goto out;
	text = read_pstore();
	ret = text ? 0 : -ENOMEM;
	if (!ret && *text)
		ret = read_newest(folder, &t);
	list = !ret && t.nrows ? find_list(text, &t) : NULL;
	if (list) {
		lct_warn("the boot %s ended in a panic", r->name);
		ret = lct_disk_replace(about, LCT_RECORDING_PANIC, list, strlen(list));
	}
out:
	free(text);
	lct_table_free(&t);
	if (about >= 0)
		close(about);
	if (folder >= 0)
		close(folder);
	return ret;
}

/**
 * lct_panic_recover() - keep the lines of a panic that ended the previous recording
 * @archive:	path of the archive
 * @current:	the recording that is being written
 *
 * Return: 0, or a negative errno.
 */
int lct_panic_recover(const char *archive, const struct lct_recording *current)
{
	const struct lct_recording *previous = NULL;
	struct lct_recordings list;
	size_t i;
	int ret;

	ret = lct_recordings_list(&list, archive);
	for (i = 0; i < list.nr && list.recording[i].number < current->number; i++)
		previous = &list.recording[i];
	if (!ret && previous)
		ret = recover(archive, previous);
	lct_recordings_free(&list);
	return ret;
}
