//! Zip archives put together in code.
//! In: names and contents. Out: bytes. Never touches a disk.

#![expect(clippy::expect_used, reason = "an archive in memory is always written")]

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A zip archive of these members, packed.
pub(crate) fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, data) in members {
        writer.start_file(*name, options).expect("a member begins");
        writer.write_all(data).expect("a member is written");
    }
    writer.finish().expect("the archive ends").into_inner()
}
