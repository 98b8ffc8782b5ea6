// SPDX-License-Identifier: GPL-2.0
/*
 * The programs of the administrator that are run on each notable death. They run beside
 * the recorder, in sessions of their own, a bounded number for a bounded time.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "recorder/on_death.h"
#include "text/warn.h"

#define SECONDS_MAX	60
/* What a program leaves behind belongs to it so long; after that its PID may be another's. */
#define KNOWN_SECONDS	300
#define SENTENCE	"LIFECYCLE_SENTENCE="
#define NAME_CHARACTERS	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
#define PATH_VARIABLE	"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

static int64_t seconds(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec;
}

/* As for run-parts(8): no backups, no leftovers of packages. */
static int is_program(const struct dirent *entry)
{
	const char *name = entry->d_name;

	return !name[strspn(name, NAME_CHARACTERS)];
}

/* What others may write is not run with the recorder's rights, nor what lies where they may. */
static bool is_trusted(const struct stat *st, const char *path)
{
	if ((!st->st_uid || st->st_uid == geteuid()) && !(st->st_mode & 022))
		return true;
	lct_warn("%s is not run: others may write to it", path);
	return false;
}

static bool may_run(const char *path)
{
	struct stat st;

	return !lstat(path, &st) && S_ISREG(st.st_mode) && !access(path, X_OK) &&
	       is_trusted(&st, path);
}

/* The recorder is spared by the OOM killer; what it runs is not. */
static void unspare(pid_t pid)
{
	char path[40];
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/oom_score_adj", (int)pid);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	if (write(fd, "0", 1) < 0)
		lct_warn("%s: %s", path, strerror(errno));
	close(fd);
}

static int spawn(pid_t *pid, char **argv, char **env)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none, all;
	int ret;

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK |
				 POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &all);
	ret = posix_spawn(pid, argv[0], &files, &attr, argv, env);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&files);
	return ret;
}

static void start(struct lct_on_death *programs, char *path, char **env)
{
	char *argv[2] = { path };
	size_t i = 0;
	int ret;

	while (i < LCT_ON_DEATH_RUNNING && programs->running[i])
		i++;
	if (i == LCT_ON_DEATH_RUNNING) {
		if (!programs->has_left_out)
			lct_warn("%s was not run: %d programs are running already", path,
				 LCT_ON_DEATH_RUNNING);
		programs->has_left_out = true;
		return;
	}
	ret = spawn(&programs->running[i], argv, env);
	if (ret) {
		programs->running[i] = 0;
		lct_warn("cannot run %s: %s", path, strerror(ret));
		return;
	}
	programs->until[i] = seconds() + SECONDS_MAX;
	unspare(programs->running[i]);
	programs->known[programs->next].sid = programs->running[i];
	programs->known[programs->next].until = seconds() + KNOWN_SECONDS;
	programs->next = (programs->next + 1) % LCT_ON_DEATH_KNOWN;
}

static void run_all(struct lct_on_death *programs, char **env)
{
	struct dirent **names;
	int i, n = scandir(programs->folder, &names, is_program, alphasort);
	char *path;

	for (i = 0; i < n; i++) {
		if (asprintf(&path, "%s/%s", programs->folder, names[i]->d_name) >= 0) {
			if (may_run(path))
				start(programs, path, env);
			free(path);
		}
		free(names[i]);
	}
	if (n >= 0)
		free(names);
}

/**
 * lct_on_death_run() - start the programs for a notable death
 * @programs:	the programs
 * @notice:	the death: its sentence and its fields are the environment
 */
void lct_on_death_run(struct lct_on_death *programs, const struct lct_notice *notice)
{
	char *env[LCT_NOTICE_FIELDS_MAX + 3] = { PATH_VARIABLE };
	struct stat st;

	if (lstat(programs->folder, &st) || !S_ISDIR(st.st_mode) ||
	    !is_trusted(&st, programs->folder))
		return;
	if (asprintf(&env[1], SENTENCE "%s", notice->sentence) < 0)
		return;
	memcpy(env + 2, notice->fields, sizeof(notice->fields));
	run_all(programs, env);
	free(env[1]);
}

/**
 * lct_on_death_reap() - reap the programs that have ended, kill those that do not
 * @programs:	the programs
 */
void lct_on_death_reap(struct lct_on_death *programs)
{
	size_t i;

	for (i = 0; i < LCT_ON_DEATH_RUNNING; i++) {
		const pid_t pid = programs->running[i];

		if (!pid)
			continue;
		if (waitpid(pid, NULL, WNOHANG)) {
			programs->running[i] = 0;
		} else if (seconds() >= programs->until[i]) {
			kill(-pid, SIGKILL);
			programs->until[i] = INT64_MAX;
			lct_warn("a program in %s was killed: it did not end within %d s",
				 programs->folder, SECONDS_MAX);
		}
	}
}

/**
 * lct_on_death_is_own() - check whether a task belongs to one of the programs
 * @programs:	the programs
 * @task:	the task
 *
 * The death of one must not start the next one, for ever.
 */
bool lct_on_death_is_own(const struct lct_on_death *programs, const struct lct_task *task)
{
	const int64_t sid = lct_task_number_or(task, LCT_COLUMN_sid, 0);
	size_t i;

	for (i = 0; sid && i < LCT_ON_DEATH_KNOWN; i++)
		if (programs->known[i].sid == sid && programs->known[i].until > seconds())
			return true;
	return false;
}

/**
 * lct_on_death_is_busy() - check whether a program is running
 * @programs:	the programs
 */
bool lct_on_death_is_busy(const struct lct_on_death *programs)
{
	size_t i;

	for (i = 0; i < LCT_ON_DEATH_RUNNING; i++)
		if (programs->running[i])
			return true;
	return false;
}
