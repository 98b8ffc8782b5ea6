# SPDX-License-Identifier: GPL-2.0
# The entry point. Each target installs what it needs; only make, and git for the
# clone, must be installed already (Debian: apt-get install make).

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

# The kernel to build for and to boot: a name in scripts/kernels.conf
KERNEL ?= $(shell scripts/kernel --list | head -n 1)
# Or any kernel's build folder, such as /lib/modules/$(uname -r)/build
KDIR ?=

PREFIX ?= /usr/local
DESTDIR ?=

build := $(abspath build)

.PHONY: help deps modules tools selftests guest demo check check-scripts check-debug coverage check-matrix check-stress check-suites \
	check-machine check-host check-deb mutants bench bench-quick vm machine lint fuzz deb install uninstall modules_install modules_uninstall clean

help: ## list the targets (this text)
	@echo "usage: make TARGET [KERNEL=NAME]"
	@sed -n 's/^\([a-z_-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 20
	@echo "KERNEL is one of: $$(scripts/kernel --list | paste -sd ' ') (default: the first)"

deps:
	@scripts/deps

modules: ## build the kernel module: build/KERNEL/lifecycle.ko (or KDIR=FOLDER for any kernel)
	@scripts/deps $(if $(KDIR),kdir,build)
	@scripts/kernel.d/build-module $(if $(KDIR),--kdir $(KDIR),$(KERNEL))

tools: ## build the lifecycle tool: build/tools/lifecycle
	@scripts/deps tool
	@$(MAKE) -C tools BUILD=$(build)/tools

selftests: deps ## build the test programs: build/selftests
	@$(MAKE) -C selftests BUILD=$(build)/selftests

# Process 1 of a small guest, and what runs the command in one with systemd
guest_programs := init machine
guest_parts := $(filter-out $(guest_programs:%=scripts/guest/%.c),$(wildcard scripts/guest/*.[ch]))

guest: deps $(guest_programs:%=$(build)/guest/%)

$(build)/guest/%: scripts/guest/%.c $(guest_parts)
	@mkdir -p $(@D)
	gcc-12 -O2 -Wall -Wextra -Werror -static -o $@ $(filter %.c,$^)

demo: modules tools guest ## boot a VM, run a scene of processes, print what lifecycle recorded
	@scripts/demo $(KERNEL)

check: modules tools selftests guest ## build everything and test it
	@scripts/check

check-scripts: modules tools selftests guest ## test the scripts, the checks, and variants of the module
	@CHECK_LOGS=$(build)/check-scripts scripts/check vm-test module-test deps-test suites-test lint-test

check-matrix: tools selftests guest ## run the selftests and bench-quick on all kernels (or KERNELS="5.10 6.12"), print a table
	@scripts/check-matrix

check-debug: tools selftests guest ## run the selftests on debug kernels, and check that these detect planted bugs
	@scripts/check-debug

coverage: selftests tools guest ## measure which lines of the module the tests execute; all others need a reason
	@scripts/coverage

mutants: selftests tools guest ## plant small faults in the module; the selftests have to notice (or WORDS="record base/path.c")
	@scripts/mutants $(WORDS)

check-host: ## run the tests that need no VM in a Debian 13 root made by debootstrap (SUITE=trixie)
	@scripts/check-host $(or $(SUITE),trixie)

check-stress: modules selftests guest ## run the stress tests on the module, for SECONDS (600) in all
	@scripts/check-stress $(or $(SECONDS),600)

check-suites: guest ## run the kernel's own selftests with and without the module, compare results and rows (or WORDS="ptrace seccomp")
	@scripts/check-suites $(WORDS)

check-machine: tools guest ## test in Debian with systemd, on 6.1 and 6.12 (or KERNELS=6.1 TESTS="nginx_worker_is_replaced")
	@scripts/check-machine

check-deb: guest ## test the Debian packages: DKMS for 6.1 and 6.12, upgrade, both kernels booted, purge
	@scripts/check-deb

bench: modules tools guest ## measure the cost of lifecycle and of comparable tools (minutes)
	@scripts/bench $(KERNEL)

bench-quick: modules guest ## measure the cost per context switch and per process, fail above the ceilings
	@scripts/bench-quick $(KERNEL)

vm: modules tools guest ## start a shell in a VM with the module loaded
	@scripts/vm -k $(KERNEL)

machine: modules tools guest ## build Debian with systemd and lifecycle installed, start a shell in it
	@scripts/vm --machine -k $(KERNEL)

lint: tools ## run checkpatch, sparse, coccinelle, shellcheck and the other checks of scripts/lint
	@scripts/lint | scripts/check.d/ktap-sum

fuzz: ## fuzz the tool's parsers, SECONDS (60) each
	@scripts/fuzz $(or $(SECONDS),60) | scripts/check.d/ktap-sum

deb: ## build the Debian packages of tool and module: build/deb/*.deb
	@scripts/deb

# These four install no package; they list what is missing
install: ## install tool, man pages and completion below $(DESTDIR)$(PREFIX)
	@[ -x $(build)/tools/lifecycle ] || scripts/deps --check tool
	@$(MAKE) -C tools BUILD=$(build)/tools DESTDIR=$(DESTDIR) PREFIX=$(PREFIX) install

uninstall: ## remove what install installed
	@$(MAKE) -C tools DESTDIR=$(DESTDIR) PREFIX=$(PREFIX) uninstall

installed_kdir = $(or $(KDIR),/lib/modules/$(shell uname -r)/build)

modules_install: ## install the module below $(DESTDIR)/lib/modules (for KDIR, default: the running kernel)
	@scripts/deps --check kdir
	@INSTALL_MOD_PATH=$(or $(INSTALL_MOD_PATH),$(DESTDIR)) scripts/kernel.d/build-module --install $(installed_kdir)

modules_uninstall: ## remove the module from there
	@INSTALL_MOD_PATH=$(or $(INSTALL_MOD_PATH),$(DESTDIR)) scripts/kernel.d/build-module --uninstall $(installed_kdir)

clean: ## remove build/ (the cache of kernels stays)
	rm -rf build
