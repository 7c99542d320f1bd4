//! The program's allocator, and how much memory the child may take that reads what cannot be trusted.
//! In: bytes. Out: nothing; whoever asks for more is refused, and ends over it. Never limits the program itself.
//!
//! On Linux the system holds the child to it, so that the program, which asks for memory millions of times in a run, need
//! not count. Elsewhere the allocator counts what is in use.

pub(crate) use held::{CHILD, limit};

#[cfg(target_os = "linux")]
mod held {
    use mimalloc::MiMalloc;
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    #[global_allocator]
    static ALLOCATOR: MiMalloc = MiMalloc;

    /// What a child is started with. Else the allocator would begin by taking a gigabyte of addresses, which the system
    /// counts as data at once: the child could use all of that beyond its limit. So it takes from the system what it needs
    /// when it needs it, and gives back what is free.
    pub(crate) const CHILD: [(&str, &str); 2] =
        [("MIMALLOC_DISALLOW_ARENA_ALLOC", "1"), ("MIMALLOC_EAGER_COMMIT", "0")];

    /// Lets this process take so many bytes more than it has.
    pub(crate) fn limit(bytes: u64) {
        let maximum = getrlimit(Resource::Data).maximum;
        let wanted = in_use().saturating_add(bytes);
        let current = Some(maximum.map_or(wanted, |maximum| wanted.min(maximum)));
        // Within the maximum it is not refused.
        let _ = setrlimit(Resource::Data, Rlimit { current, maximum });
    }

    /// What the system counts as this process's data; nothing where it does not say, and the limit is the stricter.
    fn in_use() -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let data = status.lines().find_map(|line| line.strip_prefix("VmData:"));
        let kb = data.and_then(|rest| rest.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        kb.unwrap_or_default().saturating_mul(1024)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn what_is_in_use_is_known() {
            assert!(in_use() > 1 << 16);
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod held {
    use mimalloc::MiMalloc;

    #[global_allocator]
    static ALLOCATOR: cap::Cap<MiMalloc> = cap::Cap::new(MiMalloc, usize::MAX);

    /// What a child is started with: what it holds is counted, however the allocator comes by it.
    pub(crate) const CHILD: [(&str, &str); 0] = [];

    /// Lets this process take so many bytes more than it has.
    pub(crate) fn limit(bytes: u64) {
        // A limit below what is in use already is refused; then the child dies at the next file it cannot hold.
        let limit = usize::try_from(bytes).unwrap_or(usize::MAX).saturating_add(ALLOCATOR.allocated());
        let _ = ALLOCATOR.set_limit(limit);
    }
}
