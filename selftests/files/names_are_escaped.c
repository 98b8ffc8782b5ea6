// SPDX-License-Identifier: GPL-2.0
/*
 * A name or path can be unescaped in every column, and no file contains a control character
 * or invalid UTF-8.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "death.h"
#include "files.h"
#include "ktap.h"
#include "load.h"
#include "memhog.h"
#include "oom.h"
#include "program.h"
#include "text.h"

#define FOLDER "/tmp/lc-names"

/* At most 15 bytes and no slash: valid as a comm, a program and a cgroup. */
static const char * const names[] = {
	"\x1b]0;pwned\x07",
	"a b\tc\\d\r",
	"\x9b" "2J\xc2\x9b" "2J",
	"\xff\xfe\xc0\xaf",
	"\xed\xa0\x80\xf4\x90\x80\x80",
	"\xe2\x80\xaetxt.exe",
	"fourteen bytes\xc3",
	"\x7f\x08\x08\x08\x01",
	"gr\xc3\xbc\xc3\x9f \xf0\x9f\x92\xa5",
	"# lifecycle 2",
	"-",
	" ",
	"\\",
};

static void expect_cell(const struct table *table, int row, const char *column,
			const char *bytes)
{
	const char *cell = table_text(table, row, column);
	char out[1000];

	text_unescape(cell, out, sizeof(out));
	expect(!strcmp(out, bytes), "%s is '%s', which unescapes to another name", column, cell);
	/* Only what needs an escape is escaped. */
	expect(strcmp(bytes, "-") || !strcmp(cell, "\\055"), "%s is '%s'", column, cell);
}

static void expect_clean_files(void)
{
	struct file_list list;

	files_list(&list);
	for (int i = 0; i < list.count; i++) {
		char *text;
		long at;

		if (!(list.files[i].mode & 0444) || !strcmp(list.files[i].path, LC_PROC "task"))
			continue;
		text = path_text(list.files[i].path);
		require(text, "%s: %s", list.files[i].path, strerror(errno));
		at = text_dirt(text, strlen(text));
		expect(at < 0, "%s has the byte %02x at %ld", list.files[i].path,
		       at < 0 ? 0 : (unsigned char)text[at], at);
		free(text);
	}
	/* The parser checks that each row has as many cells as the header. */
	table_free(table_read(LC_PROC "tasks"));
	table_free(table_read(LC_PROC "dead"));
	table_free(table_read(LC_PROC "oom"));
	table_free(values_read(LC_PROC "self"));
	table_free(values_read(LC_PROC "stats"));
}

/* It must outlive its parent. */
static void stay_orphaned(void *data)
{
	prctl(PR_SET_PDEATHSIG, 0);
	gate_wait(data);
}

static void bear_and_leave(void *data)
{
	struct gate *gates = data;
	pid_t orphan = spawn(stay_orphaned, &gates[0]);

	gate_send(&gates[1], &orphan, sizeof(orphan));
	wait_blocked(orphan);
}

/* The killer has the case's name, and so have its victim and its orphan. */
static void stop_continue_kill(void *data)
{
	struct gate *report = data;
	pid_t victim = spawn(block_forever, NULL);
	siginfo_t info;

	wait_blocked(victim);
	kill(victim, SIGSTOP);
	require(!waitid(P_PID, victim, &info, WSTOPPED), "stop: %s", strerror(errno));
	kill(victim, SIGCONT);
	require(!waitid(P_PID, victim, &info, WCONTINUED), "continue: %s", strerror(errno));
	kill(victim, SIGKILL);
	reap(victim);
	gate_send(report, &victim, sizeof(victim));
}

static void one_name(const char *name)
{
	static const char * const of_victim[] = {
		"comm", "stop_sender_comm", "continue_sender_comm", "killer_comm",
		"killer_parent_comm",
	};
	struct gate gates[2], report;
	struct table *row;
	pid_t pid, killer;

	gate_init(&gates[0]);
	gate_init(&gates[1]);
	gate_init(&report);
	prctl(PR_SET_NAME, name);
	killer = spawn(stop_continue_kill, &report);
	gate_receive(&report, &pid, sizeof(pid));
	reap(killer);
	row = dead_get(pid);
	for (size_t i = 0; i < ARRAY_SIZE(of_victim); i++)
		expect_cell(row, 0, of_victim[i], name);
	row = task_get(pid);
	for (size_t i = 0; i < ARRAY_SIZE(of_victim); i++)
		expect_cell(row, 0, of_victim[i], name);
	expect_cell(values_read(LC_PROC "self"), 0, "comm", name);

	killer = spawn(bear_and_leave, gates);
	gate_receive(&gates[1], &pid, sizeof(pid));
	reap(killer);
	row = task_get(pid);
	expect_cell(row, 0, "orphaned_by_comm", name);
	expect_cell(row, 0, "adopter_comm", name);
	gate_open(&gates[0]);
	reap(pid);
	expect_cell(dead_get(pid), 0, "adopter_comm", name);
	close(gates[0].in);
	close(gates[0].out);
	close(gates[1].in);
	close(gates[1].out);
	close(report.in);
	close(report.out);
}

static void comms(void)
{
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		one_name(names[i]);
	one_name("new\n1 1 1\n\n");
	expect_clean_files();
}

static void exec_path(void *path)
{
	execl(path, path, "@exit", "0", NULL);
	_exit(errno);
}

static void run_program(const char *path)
{
	const char *base = strrchr(path, '/') + 1;
	struct table *dead;

	program_copy(path);
	dead = expect_death(spawn(exec_path, (void *)path), "exited");
	expect_cell(dead, 0, "exe", path);
	expect_cell(dead, 0, "comm", base);
	expect_cell(task_get(table_u64(dead, 0, "pid")), 0, "exe", path);
	unlink(path);
}

static void programs(void)
{
	char path[64];

	require(!mkdir(FOLDER, 0755), FOLDER ": %s", strerror(errno));
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		snprintf(path, sizeof(path), FOLDER "/%s", names[i]);
		run_program(path);
	}
	run_program(FOLDER "/new\n1 1 1");
	expect_clean_files();
}

/* A long path keeps its end, which may begin within a character. */
static void cut_programs(void)
{
	for (int more = 0; more < 4; more++) {
		char path[200], out[200];
		const char *cell;
		struct table *dead;

		mkdir(FOLDER, 0755);
		snprintf(path, sizeof(path), FOLDER "/%.*s", more, "xxxx");
		for (int i = 0; i < 20; i++)
			strcat(path, "\xf0\x9f\x92\xa5");
		program_copy(path);
		dead = expect_death(spawn(exec_path, path), "exited");
		cell = table_text(dead, 0, "exe");
		require(!strncmp(cell, "...", 3), "exe is '%s'", cell);
		text_unescape(cell, out, sizeof(out));
		expect(!strcmp(out + 3, path + strlen(path) - strlen(out) + 3),
		       "exe is '%s', not the end of '%s'", cell, path);
		unlink(path);
	}
	expect_clean_files();
}

static void remove_programs(void)
{
	if (system("rm -rf " FOLDER))
		ktap_diag("the folder is not removed");
}

static void make_inner(char *path, const char *name)
{
	sprintf(path, CGROUP "/%s", name);
	require(!mkdir(path, 0755), "%s: %s", path, strerror(errno));
}

static void enter(const char *group)
{
	char path[200];

	snprintf(path, sizeof(path), "%s/cgroup.procs", group);
	require(write_file(path, "0"), "cgroup.procs: %s", strerror(errno));
}

struct member {
	const char *group;
	struct gate ready, go;
};

static void be_member(void *data)
{
	struct member *member = data;

	enter(member->group);
	gate_open(&member->ready);
	gate_wait(&member->go);
}

static void cgroups(void)
{
	char path[120];

	cgroup_make("cgroup.procs");
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		struct member member = { path };
		pid_t pid;

		make_inner(path, names[i]);
		gate_init(&member.ready);
		gate_init(&member.go);
		pid = spawn(be_member, &member);
		gate_wait(&member.ready);
		expect_cell(task_get(pid), 0, "cgroup", path + strlen("/sys/fs/cgroup"));
		gate_open(&member.go);
		expect_cell(expect_death(pid, "exited"), 0, "cgroup",
			    path + strlen("/sys/fs/cgroup"));
		require(!rmdir(path), "rmdir: %s", strerror(errno));
	}
	expect_clean_files();
}

struct memhog {
	const char *group;
	int adj;
	size_t size;
	struct oom_scene *scene;
};

static void be_memhog(void *data)
{
	struct memhog *memhog = data;

	enter(memhog->group);
	set_oom_adj(memhog->adj);
	eat(memhog->size);
	if (memhog->adj < 0)
		return;
	gate_open(&memhog->scene->ready);
	block_forever(NULL);
}

static void oom(void)
{
	static const char name[] = "\x1b[2J\xe2\x80\xae \x9b\\";
	char group[120], limit[150];
	struct oom_scene scene;
	struct table *rows;
	pid_t victim, trigger;
	int row;

	cgroup_make("memory.max");
	require(write_file(CGROUP "/cgroup.subtree_control", "+memory"), "subtree: %s",
		strerror(errno));
	make_inner(group, name);
	snprintf(limit, sizeof(limit), "%s/memory.max", group);
	require(write_file(limit, "16777216"), "limit: %s", strerror(errno));
	gate_init(&scene.ready);
	prctl(PR_SET_NAME, name);
	victim = spawn(be_memhog, &(struct memhog){ group, 1000, 8 * MIB, &scene });
	gate_wait(&scene.ready);
	trigger = spawn(be_memhog, &(struct memhog){ group, -1000, 12 * MIB, &scene });
	table_free(expect_death(trigger, "exited"));
	table_free(expect_death(victim, "oom-cgroup"));
	rows = table_read(LC_PROC "oom");
	row = table_find(rows, "pid", victim);
	require(row >= 0, "no row of the victim");
	expect_cell(rows, row, "comm", name);
	expect_cell(rows, row, "trigger_comm", name);
	expect_cell(rows, row, "oom_cgroup", group + strlen("/sys/fs/cgroup"));
	expect_clean_files();
}

static void remove_cgroups(void)
{
	if (system("rmdir " CGROUP "/*/ 2>/dev/null"))
		ktap_diag("no inner cgroup was removed");
	cgroup_cleanup();
}

static const struct ktap_case cases[] = {
	{ "a comm is escaped in every column", comms },
	{ "the program's path is escaped", programs, remove_programs },
	{ "a truncated path is escaped", cut_programs, remove_programs },
	{ "the cgroup's path is escaped", cgroups, remove_cgroups },
	{ "names in 'oom' are escaped", oom, remove_cgroups },
};

KTAP_MAIN(cases)
