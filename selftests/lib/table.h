/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Reading /proc/lifecycle: tables with a header row, and 'name: value' lines, which become
 * a table with one row. A file with a bad format fails the test that reads it.
 */
#ifndef SELFTESTS_TABLE_H
#define SELFTESTS_TABLE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#define LC_PROC "/proc/lifecycle/"
#define LC_DEBUG "/sys/kernel/debug/lifecycle/"

struct table {
	char *text;
	int columns, rows;
	char **names;
	char **cells;
};

char *file_text(int fd);
char *path_text(const char *path);
struct table *table_parse(char *text);
struct table *table_parse_rows(const struct table *like, char *text);
struct table *table_read(const char *path);
struct table *values_parse(char *text);
struct table *values_read(const char *path);
void table_free(struct table *table);

int table_column(const struct table *table, const char *name);
const char *table_text(const struct table *table, int row, const char *name);
bool table_none(const struct table *table, int row, const char *name);
uint64_t table_u64(const struct table *table, int row, const char *name);
uint64_t table_u64_or(const struct table *table, int row, const char *name, uint64_t other);
int table_find(const struct table *table, const char *name, uint64_t value);
int table_count(const struct table *table, const char *name, uint64_t value);

/* The answer of 'task'; NULL and errno if the write fails. */
struct table *task_ask(pid_t pid);
struct table *task_get(pid_t pid);
/* The answer of 'task' as soon as the column has this text. */
struct table *task_wait(pid_t pid, const char *column, const char *text);
uint64_t stats_get(const char *name);

/* The row of the only task in 'dead' (a table of one row) with that pid, waited for. */
struct table *dead_get(pid_t pid);

#endif
