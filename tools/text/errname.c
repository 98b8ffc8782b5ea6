// SPDX-License-Identifier: GPL-2.0
/* Names of error numbers: those of execve(2), of file systems and of security modules. */
#include <errno.h>
#include <stdio.h>

#include "text/errname.h"

#define NAME(err)	[E##err] = "E" #err
static const char * const names[] = {
	NAME(PERM), NAME(NOENT), NAME(INTR), NAME(IO), NAME(NXIO), NAME(2BIG),
	NAME(NOEXEC), NAME(BADF), NAME(AGAIN), NAME(NOMEM), NAME(ACCES), NAME(FAULT),
	NAME(BUSY), NAME(EXIST), NAME(XDEV), NAME(NODEV), NAME(NOTDIR), NAME(ISDIR),
	NAME(INVAL), NAME(NFILE), NAME(MFILE), NAME(TXTBSY), NAME(FBIG), NAME(NOSPC),
	NAME(ROFS), NAME(PIPE), NAME(RANGE), NAME(NAMETOOLONG), NAME(LOOP), NAME(NODATA),
	NAME(TIME), NAME(NOLINK), NAME(PROTO), NAME(BADMSG), NAME(OVERFLOW),
	NAME(LIBACC), NAME(LIBBAD), NAME(USERS), NAME(OPNOTSUPP), NAME(NETDOWN),
	NAME(NETUNREACH), NAME(CONNABORTED), NAME(CONNRESET), NAME(NOBUFS), NAME(NOTCONN),
	NAME(SHUTDOWN), NAME(TIMEDOUT), NAME(CONNREFUSED), NAME(HOSTDOWN),
	NAME(HOSTUNREACH), NAME(STALE), NAME(UCLEAN), NAME(REMOTEIO), NAME(DQUOT),
	NAME(NOMEDIUM), NAME(NOKEY), NAME(KEYEXPIRED), NAME(KEYREVOKED),
	NAME(KEYREJECTED), NAME(HWPOISON),
};

/**
 * lct_errname() - get the name of an error number
 * @err:	the number
 * @out:	ENOENT, or the number if it has no name here
 * @room:	size of @out
 */
void lct_errname(int err, char *out, size_t room)
{
	if (err > 0 && err < (int)(sizeof(names) / sizeof(*names)) && names[err])
		snprintf(out, room, "%s", names[err]);
	else
		snprintf(out, room, "%d", err);
}
