// SPDX-License-Identifier: GPL-2.0
/*
 * systemd, where there is one: the state of the service, and the journal. Its library is
 * loaded when it is needed, and done without if it is not there: no other command needs it.
 */
#include <dlfcn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <syslog.h>

/* Without the place in the source, which would be this one for all */
#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-daemon.h>
#include <systemd/sd-journal.h>

#include "recorder/systemd.h"

#define LIBRARY		"libsystemd.so.0"
/* Kind of the messages, for 'journalctl MESSAGE_ID=...' */
#define MESSAGE_ID	"e86617ef864a499bb43a294bf5c9f139"

static __typeof__(sd_notify) *notify;
static __typeof__(sd_journal_sendv) *sendv;

/**
 * lct_systemd_open() - load the library, if it is there
 */
void lct_systemd_open(void)
{
	void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);

	if (!library)
		return;
	notify = (__typeof__(notify))dlsym(library, "sd_notify");
	sendv = (__typeof__(sendv))dlsym(library, "sd_journal_sendv");
}

/**
 * lct_systemd_state() - report the state of the service
 * @fmt:	lines of VARIABLE=VALUE, see sd_notify(3)
 */
void lct_systemd_state(const char *fmt, ...)
{
	char state[512];
	va_list ap;

	if (!notify)
		return;
	va_start(ap, fmt);
	vsnprintf(state, sizeof(state), fmt, ap);
	va_end(ap);
	notify(0, state);
}

static void add(struct iovec *v, int *n, char *field)
{
	if (field)
		v[(*n)++] = (struct iovec){ .iov_base = field, .iov_len = strlen(field) };
}

static char *field(const char *name, const char *value)
{
	char *text;

	return asprintf(&text, "%s=%s", name, value) < 0 ? NULL : text;
}

/**
 * lct_systemd_announce() - write a notice into the journal
 * @notice:	the notice
 *
 * journalctl and 'systemctl status' show it with the messages of the unit: they trust
 * OBJECT_SYSTEMD_UNIT if the writer is root.
 */
void lct_systemd_announce(const struct lct_notice *notice)
{
	char priority[] = { 'P', 'R', 'I', 'O', 'R', 'I', 'T', 'Y', '=', '0' + LOG_NOTICE, '\0' };
	char id[] = "MESSAGE_ID=" MESSAGE_ID, *message, *unit = NULL;
	struct iovec v[LCT_NOTICE_FIELDS_MAX + 4];
	int i, n = 0;

	if (!sendv)
		return;
	if (notice->is_fault)
		priority[sizeof(priority) - 2] = '0' + LOG_WARNING;
	message = field("MESSAGE", notice->sentence);
	if (notice->unit[0])
		unit = field("OBJECT_SYSTEMD_UNIT", notice->unit);
	add(v, &n, message);
	add(v, &n, id);
	add(v, &n, priority);
	add(v, &n, unit);
	for (i = 0; notice->fields[i]; i++)
		add(v, &n, notice->fields[i]);
	sendv(v, n);
	free(message);
	free(unit);
}
