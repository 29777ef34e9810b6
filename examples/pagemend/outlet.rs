//! Where an output goes: standard output, or a file that is there whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, StdoutLock, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::input::BUFFER;
use crate::plan::Target;

/// Standard output.
pub type Stdout = BufWriter<StdoutLock<'static>>;

/// The output of one input. A file of it is written beside its place, and put there when it is whole.
pub enum Outlet<'s> {
    Stdout(&'s mut Stdout),
    Nowhere,
    /// Whether a file stands there already is known from before: one that came since is somebody else's, or that of an input
    /// whose name is the same to this disk (`A.txt`, `a.txt`).
    File(Made, bool),
    /// Written only once something changes: until then it is the source itself.
    InPlace(PathBuf, Option<Made>),
}

/// A file that is being made.
pub struct Made {
    file: BufWriter<NamedTempFile>,
    path: PathBuf,
}

impl<'s> Outlet<'s> {
    /// Opens an output. The error is a message.
    pub fn open(target: &Target, stdout: &'s mut Stdout) -> Result<Outlet<'s>, String> {
        match target {
            Target::Stdout => Ok(Outlet::Stdout(stdout)),
            Target::Nowhere => Ok(Outlet::Nowhere),
            Target::File { path, is_there } => Ok(Outlet::File(Made::begin(path)?, *is_there)),
            Target::InPlace(path) if path.is_file() => Ok(Outlet::InPlace(path.clone(), None)),
            Target::InPlace(_) => Err("is no file that can be written over: write it elsewhere, with --out".into()),
        }
    }

    /// Says that from byte `offset` of the source on the output is another. The error is a message.
    pub fn change(&mut self, offset: u64) -> Result<(), String> {
        let Outlet::InPlace(path, made @ None) = self else { return Ok(()) };
        let mut copy = Made::begin(path)?;
        let same = File::open(&*path).and_then(|source| io::copy(&mut source.take(offset), &mut copy.file));
        match same {
            Ok(len) if len == offset => {}
            Ok(_) => return Err("was made shorter by somebody else while it was read: it stays as it is".into()),
            Err(error) => return Err(format!("cannot be copied: {error}")),
        }
        *made = Some(copy);
        Ok(())
    }

    /// Puts the file that was made into its place. The error is a message.
    pub fn finish(self) -> Result<(), String> {
        match self {
            Outlet::Stdout(_) | Outlet::Nowhere | Outlet::InPlace(_, None) => Ok(()),
            Outlet::File(made, is_there) => made.put(None, is_there),
            Outlet::InPlace(path, Some(made)) => {
                let source = fs::metadata(&path).map_err(|error| format!("cannot be replaced: {error}"))?;
                made.put(Some(&source), true)
            }
        }
    }
}

impl Write for Outlet<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Outlet::Stdout(stdout) => stdout.write(bytes),
            Outlet::File(made, _) | Outlet::InPlace(_, Some(made)) => made.file.write(bytes),
            Outlet::Nowhere | Outlet::InPlace(_, None) => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Outlet::Stdout(stdout) => stdout.flush(),
            Outlet::Nowhere | Outlet::InPlace(_, None) => Ok(()),
            Outlet::File(made, _) | Outlet::InPlace(_, Some(made)) => made.file.flush(),
        }
    }
}

impl Made {
    fn begin(path: &Path) -> Result<Made, String> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let wrong = |error: io::Error| format!("cannot be written to {}: {error}", folder.display());
        fs::create_dir_all(folder).map_err(wrong)?;
        let mut builder = Builder::new();
        builder.prefix(".pagemend-");
        // As a new file has them: what the user's mask leaves of these.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.tempfile_in(folder).map_err(wrong)?;
        Ok(Made { file: BufWriter::with_capacity(BUFFER, file), path: path.to_owned() })
    }

    /// Puts the file into its place, as what stands there now is owned and protected.
    fn put(self, like: Option<&fs::Metadata>, is_there: bool) -> Result<(), String> {
        let path = self.path;
        let wrong = |error: io::Error| format!("{} cannot be written: {error}", path.display());
        let file = self.file.into_inner().map_err(|error| wrong(error.into_error()))?;
        if let Some(like) = like {
            // Only root may give files away; where it cannot be done, the file is the user's own.
            #[cfg(unix)]
            {
                use std::os::unix::fs::MetadataExt;
                let _ = std::os::unix::fs::fchown(file.as_file(), Some(like.uid()), Some(like.gid()));
            }
            file.as_file().set_permissions(like.permissions()).map_err(wrong)?;
            // The source is about to go: what stands for it is on the disk first.
            file.as_file().sync_all().map_err(wrong)?;
        }
        let put = if is_there { file.persist(&path) } else { file.persist_noclobber(&path) };
        put.map_err(|error| wrong(error.error)).map(|_| ())
    }
}
