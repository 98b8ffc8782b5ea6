/* SPDX-License-Identifier: GPL-2.0 */
/* Paths in fixed-size buffers: the end of a long path is kept, after "...". */
#ifndef LC_PATH_H
#define LC_PATH_H

#include <linux/types.h>

/* Buffer size for the path of a program. */
#define LC_PATH_LEN 64

/* Buffer size for the path of a cgroup: container runtimes make long ones. */
#define LC_CGROUP_LEN 256

struct task_struct;
struct cgroup;
struct path;

void lc_path_init(void);
void lc_path_program(char to[LC_PATH_LEN], const struct path *path, struct task_struct *task);
void lc_path_cgroup(char *to, size_t room, const struct cgroup *cgroup);
bool lc_path_task_cgroup(char *to, size_t room, struct task_struct *task,
			 const struct cgroup *root);

#endif /* LC_PATH_H */
