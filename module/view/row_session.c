// SPDX-License-Identifier: GPL-2.0
/* The columns of the process group, the session and its terminal, and the login. */
#include <linux/audit.h>

#include "view/row.h"

/**
 * lc_row_session() - fill the columns of where a process belongs
 * @row: the row
 * @viewer: the reader
 * @session: where it belongs
 *
 * Context: any.
 */
void lc_row_session(struct lc_row *row, struct lc_viewer *viewer,
		    const struct lc_session *session)
{
	row->pgid = lc_cell_nspid(&session->pgid, viewer->ns);
	row->sid = lc_cell_nspid(&session->sid, viewer->ns);
	row->tty_nr = lc_cell_nonzero(session->tty);
	row->session = session->id == AUDIT_SID_UNSET ? LC_UNKNOWN : session->id;
	row->loginuid = uid_valid(session->loginuid) ?
			lc_access_uid(viewer, session->loginuid) : LC_UNKNOWN;
}
