"""Putting finished files in their place as whole sets, and finishing or undoing a set that was interrupted.

Everything that a command writes for keeps goes through `publish`; every command that reads or writes such a
folder asks `recover` first. At any moment it holds the old set, the new set, or a state that `recover` knows.

1. Each folder that takes files is locked, by a lock that dies with its process. It lies in a helper folder.
2. The set is written down there, and every new file beside its target with the owner, mode and attributes of
   the file that it replaces. Former files are kept by a second name. All of it is brought to the disk.
3. A mark decides the set. Before it, what is found later is swept away; after it, the set is finished.
4. The new files take their targets' places, each in one step. Where one cannot, the mark is turned and the
   former files come back. Then the mark goes, and the helpers after it.

Signals wait meanwhile, and are answered where stopping is safe: before the mark, or when all is in place.

On Windows ``os.replace`` is MoveFileExW: it refuses a target that another program holds open, and the new
file takes its access list from the folder; folders cannot be brought to the disk, NTFS keeps a journal of its
own. This follows the documentation and has not been tried there.
"""

from reportgen.publish.putting import publish, recover
from reportgen.publish.standing import Standing, standing
from reportgen.publish.work import work_folder

__all__ = ["Standing", "publish", "recover", "standing", "work_folder"]
