"""The contracts of Lintas as Python modules, compiled when the program starts.

A partner needs nothing of Lintas but the folder Proto/. Its files are compiled by grpcio-tools into
a temporary folder, which goes when the program ends; nothing generated has to be kept or shipped.
"""

import atexit
import pathlib
import shutil
import sys
import tempfile

import grpc_tools
from grpc_tools import protoc

# Proto/ stands two folders above this file. A partner elsewhere points this at an own copy.
_PROTO = pathlib.Path(__file__).resolve().parents[2] / "Proto"

# Health comes ready made with grpcio-health-checking, so Proto/grpc is left out.
_FILES = [
    "google/rpc/status.proto",
    "google/rpc/error_details.proto",
    "lintas/v1/options.proto",
    "lintas/v1/values.proto",
    "lintas/v1/passport.proto",
    "lintas/v1/identity.proto",
    "lintas/v1/applicant.proto",
    "lintas/v1/officer.proto",
    "lintas/v1/training.proto",
    "lintas/v1/satisfaction.proto",
    "lintas/v1/feedback.proto",
    "lintas/v1/analytics.proto",
]


def _compile(proto: pathlib.Path, files: list[str]) -> None:
    """Compiles `files` of the folder `proto` and makes the result importable."""
    folder = tempfile.mkdtemp(prefix="lintas-contracts-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    well_known = pathlib.Path(grpc_tools.__file__).parent / "_proto"
    arguments = ["protoc", f"-I{proto}", f"-I{well_known}"]
    arguments += [f"--python_out={folder}", f"--grpc_python_out={folder}"]
    if protoc.main(arguments + files) != 0:
        raise SystemExit(f"contracts: the files in {proto} do not compile; protoc said why above")
    sys.path.insert(0, folder)


_compile(_PROTO, _FILES)

# The modules that the other files of this client use, under short names.
from google.rpc import error_details_pb2 as details  # noqa: E402
from google.rpc import status_pb2 as status  # noqa: E402
from lintas.v1 import analytics_pb2 as analytics  # noqa: E402
from lintas.v1 import analytics_pb2_grpc as analytics_service  # noqa: E402
from lintas.v1 import applicant_pb2 as applicant  # noqa: E402
from lintas.v1 import applicant_pb2_grpc as applicant_service  # noqa: E402
from lintas.v1 import feedback_pb2 as feedback  # noqa: E402
from lintas.v1 import feedback_pb2_grpc as feedback_service  # noqa: E402
from lintas.v1 import identity_pb2 as identity  # noqa: E402
from lintas.v1 import identity_pb2_grpc as identity_service  # noqa: E402
from lintas.v1 import officer_pb2 as officer  # noqa: E402
from lintas.v1 import officer_pb2_grpc as officer_service  # noqa: E402
from lintas.v1 import options_pb2 as options  # noqa: E402
from lintas.v1 import passport_pb2 as passport  # noqa: E402
from lintas.v1 import training_pb2 as training  # noqa: E402
from lintas.v1 import training_pb2_grpc as training_service  # noqa: E402
from lintas.v1 import satisfaction_pb2 as satisfaction  # noqa: E402
from lintas.v1 import values_pb2 as values  # noqa: E402

__all__ = [
    "analytics",
    "analytics_service",
    "applicant",
    "applicant_service",
    "details",
    "feedback",
    "feedback_service",
    "identity",
    "identity_service",
    "officer",
    "officer_service",
    "options",
    "passport",
    "satisfaction",
    "status",
    "training",
    "training_service",
    "values",
]
