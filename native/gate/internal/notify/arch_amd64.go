package notify

import "golang.org/x/sys/unix"

// auditArch is what the kernel reports for a system call of this architecture's native ABI.
const auditArch = unix.AUDIT_ARCH_X86_64

// foreignABI is the first number of the x32 ABI, which shares auditArch with amd64. Its calls have
// other numbers, so they would slip through a filter that compares native numbers only.
const foreignABI = 0x40000000
