// SPDX-License-Identifier: GPL-2.0
/*
 * A plugin of QEMU: writes down every instruction that the guest's kernel executes between
 * two marks, to the file in its argument 'out'. The guest has one CPU.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "qemu-plugin.h"
#include "trace.h"

#define EXPORTED __attribute__((visibility("default")))

EXPORTED int qemu_plugin_version = QEMU_PLUGIN_VERSION;

static FILE *out;
static bool is_on;
static bool was_user;	/* the last instruction: one stands for all that follow each other */
static struct qemu_plugin_register *stack_pointer, *flags;
static GByteArray *value;

/* What is known of an instruction when it is translated. */
struct insn {
	uint64_t address;
	uint8_t start[8];
};

static void die(const char *what)
{
	fprintf(stderr, "trace.so: %s\n", what);
	abort();
}

static void write_step(const struct trace_step *step)
{
	if (fwrite(step, sizeof(*step), 1, out) != 1)
		die("cannot write the trace");
}

static void read_register(struct qemu_plugin_register *from, void *to, size_t size)
{
	g_byte_array_set_size(value, 0);
	qemu_plugin_read_register(from, value);
	if (value->len != size)
		die("a register has another size");
	memcpy(to, value->data, size);
}

static bool is_user(uint64_t address)
{
	return address >> 63 == 0;
}

static void executed(unsigned int vcpu, void *data)
{
	const struct insn *insn = data;
	struct trace_step step = { .address = insn->address };

	(void)vcpu;
	if (!is_on || (is_user(insn->address) && was_user))
		return;
	was_user = is_user(insn->address);
	read_register(stack_pointer, &step.stack, sizeof(step.stack));
	read_register(flags, &step.flags, sizeof(step.flags));
	memcpy(step.start, insn->start, sizeof(step.start));
	write_step(&step);
}

static void marked(unsigned int vcpu, void *data)
{
	struct trace_step mark = { .stack = (uintptr_t)data };

	(void)vcpu;
	is_on = mark.stack;
	write_step(&mark);
}

static bool is_mark(const struct insn *insn, unsigned int *number)
{
	static const uint8_t nop[] = { TRACE_NOP };
	uint32_t operand;

	memcpy(&operand, insn->start + sizeof(nop), sizeof(operand));
	*number = operand & 0xff;
	return !memcmp(insn->start, nop, sizeof(nop)) && (operand & ~0xffU) == TRACE_MAGIC;
}

/* What is allocated here is needed as long as the guest runs. */
static void translated(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
	(void)id;
	for (size_t i = 0; i < qemu_plugin_tb_n_insns(tb); i++) {
		struct qemu_plugin_insn *at = qemu_plugin_tb_get_insn(tb, i);
		struct insn *insn = calloc(1, sizeof(*insn));
		unsigned int number;

		if (!insn)
			die("no memory");
		insn->address = qemu_plugin_insn_vaddr(at);
		qemu_plugin_insn_data(at, insn->start, sizeof(insn->start));
		if (is_mark(insn, &number))
			qemu_plugin_register_vcpu_insn_exec_cb(at, marked, QEMU_PLUGIN_CB_NO_REGS,
							       (void *)(uintptr_t)number);
		else
			qemu_plugin_register_vcpu_insn_exec_cb(at, executed,
							       QEMU_PLUGIN_CB_R_REGS, insn);
	}
}

static void find_registers(qemu_plugin_id_t id, unsigned int vcpu)
{
	GArray *registers = qemu_plugin_get_registers();
	const qemu_plugin_reg_descriptor *at = (void *)registers->data;

	(void)id;
	(void)vcpu;
	for (unsigned int i = 0; i < registers->len; i++) {
		if (!strcmp(at[i].name, "rsp"))
			stack_pointer = at[i].handle;
		if (!strcmp(at[i].name, "eflags"))
			flags = at[i].handle;
	}
	if (!stack_pointer || !flags)
		die("the guest lacks a register");
}

static void ended(qemu_plugin_id_t id, void *data)
{
	(void)id;
	(void)data;
	if (fclose(out))
		die("cannot write the trace");
}

EXPORTED int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc,
				 char **argv);

EXPORTED int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc,
				 char **argv)
{
	(void)info;
	if (argc != 1 || strncmp(argv[0], "out=", 4))
		return 1;
	out = fopen(argv[0] + 4, "w");
	if (!out) {
		perror(argv[0] + 4);
		return 1;
	}
	value = g_byte_array_new();
	qemu_plugin_register_vcpu_init_cb(id, find_registers);
	qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
	qemu_plugin_register_atexit_cb(id, ended, NULL);
	return 0;
}
