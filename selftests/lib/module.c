// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "ktap.h"
#include "module.h"

int module_try_load(const char *parameters)
{
	int fd = open(LC_MODULE, O_RDONLY | O_CLOEXEC), ret;

	require(fd >= 0, LC_MODULE ": %s", strerror(errno));
	ret = syscall(SYS_finit_module, fd, parameters, 0) ? -errno : 0;
	close(fd);
	return ret;
}

int module_try_unload(void)
{
	return syscall(SYS_delete_module, "lifecycle", O_NONBLOCK) ? -errno : 0;
}

void module_load(const char *parameters)
{
	int ret = module_try_load(parameters);

	require(!ret, "load with '%s': %s", parameters, strerror(-ret));
}

void module_unload(void)
{
	int ret = module_try_unload();

	require(!ret, "unload: %s", strerror(-ret));
}

void module_cleanup(void)
{
	module_try_unload();
}

bool module_loaded(void)
{
	return !access("/sys/module/lifecycle", F_OK);
}
