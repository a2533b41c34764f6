package main

const usage = `usage:
  gate member [flags] -- ETCD [ARG ...]
      Starts ETCD so that its dials and its fsyncs cross links.

      --route PORT=HOST:PORT   lead dials to PORT, on any host, to the link there; repeatable
      --disk HOST:PORT         hold fsync and fdatasync until a byte has crossed the disk link;
                               EIO when the link is down. Without it fsyncs are left alone
      --echo HOST:PORT         listen here as the far end of the disk link; required
      --control HOST:PORT      listen here for control (GET / lists the calls); required.
                               It answers as soon as ETCD is executed
      --durability FOLDER      carry out what syncs, truncates and writes at positions in the files
                               of FOLDER, and remember what is durable, so that POST /power-loss
                               can kill ETCD and take away what it did not sync
      --disk-errors FOLDER     POST /disk-errors can make calls that change files under FOLDER fail:
                               as on a full disk (ENOSPC) or a read-only one (EROFS)
      --obey-permissions       ETCD may do with files what their permissions say, also as root
      --lifeline FD            kill ETCD when the pipe inherited as FD is closed at its other end
      --resolve-within TIME    how long to ask for the links' host names (default 5s)

  gate supervise --lifeline FD -- COMMAND [ARG ...]
      Starts COMMAND and kills its process group when the pipe is closed at its other end.

  gate hold
      Keeps a machine up as its first process: waits, buries the dead, and ends at once with 0 on
      SIGTERM, SIGINT, SIGHUP or SIGQUIT. All else on the machine ends with it.

  gate file list FOLDER                 one JSON line a file: path, size, used, mode, sha256
  gate file copy FROM TO                a file or a folder, in place of TO; zeros stay holes
  gate file remove PATH
  gate file flip FILE OFFSET:MASK ...   turns bits round
  gate file truncate FILE SIZE
  gate file permissions FOLDER          one JSON line a file or folder: path, mode, uid, gid
  gate file permit FOLDER PATH=OCTAL:UID:GID ...
      Works on the files of a machine, whose image may hold no shell.

  gate --version

member and supervise: the child dies with the gate, even by SIGKILL. SIGTERM, SIGINT, SIGHUP and
SIGQUIT are passed on. The gate exits as its child does: its code, or 128+n after signal n; 127 when
the child cannot be executed, 125 when the gate fails before that.
`
