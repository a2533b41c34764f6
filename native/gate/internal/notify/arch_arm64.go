package notify

import "golang.org/x/sys/unix"

// auditArch is what the kernel reports for a system call of this architecture's native ABI.
const auditArch = unix.AUDIT_ARCH_AARCH64

// foreignABI is 0: arm64 has no second ABI under the same auditArch.
const foreignABI = 0
