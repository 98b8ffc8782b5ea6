// SPDX-License-Identifier: GPL-2.0
/* The units of cgroups. */
#include "ktap.h"
#include "text/systemd.h"

static const struct {
	const char *cgroup, *unit, *description;
} cases[] = {
	{ "/system.slice/nginx.service", "nginx.service", "a service" },
	{ "/system.slice/system-getty.slice/getty@tty1.service", "getty@tty1.service",
	  "a service in nested slices" },
	{ "/user.slice/user-1000.slice/session-3.scope", "session-3.scope", "a login session" },
	{ "/user.slice/user-1000.slice/user@1000.service/app.slice/a.service", "a.service",
	  "a user's service" },
	{ "/user.slice/user-1000.slice/user@1000.service/b.scope", "b.scope",
	  "a user's scope without a slice" },
	{ "/user.slice/user-1000.slice/user@1000.service/init.scope", "user@1000.service",
	  "a user's manager itself" },
	{ "/user.slice/user-1000.slice/user@1000.service", "user@1000.service",
	  "a user's manager without a cgroup of its own" },
	{ "/init.scope", "init.scope", "systemd" },
	{ "/system.slice/docker-0a.scope/inner/deep", "docker-0a.scope", "below a unit" },
	{ "/machine.slice/systemd-nspawn@x.service/payload/system.slice/y.service",
	  "systemd-nspawn@x.service", "a unit in a container is not the host's" },
	{ "/system.slice/_cgroup.procs.service", "cgroup.procs.service", "an escaped name" },
	{ "...k.slice/z.service", "-", "a cut path" },
	{ "/system.slice", "-", "a slice only" },
	{ "/", "-", "the root" },
	{ "", "-", "no path" },
	{ "/docker/0a1b", "-", "a cgroup that systemd has not made" },
	{ "/../other.service", "-", "outside of the reader's root" },
};

static const struct {
	const char *name, *full;
} names[] = {
	{ "nginx", "nginx.service" },
	{ "getty@tty1", "getty@tty1.service" },
	{ "org.example", "org.example.service" },
	{ "session-3.scope", "session-3.scope" },
	{ "user.slice", "user.slice" },
};

static void check_names(void)
{
	char full[64];
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		lct_systemd_full_name(names[i].name, full, sizeof(full));
		same(full, names[i].full, names[i].name);
	}
}

int main(void)
{
	char unit[64];
	size_t i;

	plan(sizeof(cases) / sizeof(*cases) + sizeof(names) / sizeof(*names) + 1);
	check_names();
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		if (!lct_systemd_unit(cases[i].cgroup, unit, sizeof(unit)))
			snprintf(unit, sizeof(unit), "-");
		same(unit, cases[i].unit, cases[i].description);
	}
	result(!lct_systemd_unit("/a.service", unit, 9), "no room for the name");
	return ktap_failed;
}
