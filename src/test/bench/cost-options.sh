# Read by the scripts that measure costs: takes -n and -o from the words of the command line. Before, 'count' is how often
# without -n, 'counted' and 'named' are what the usage calls -n's value and the other words. Afterwards 'count' and 'folder', made
# where none was named and then deleted in the end, are set, 'tests' is the folder of the tests, and the other words are left.

usage() {
    echo "usage: ${0##*/} [-n $counted] [-o FOLDER] [$named...]" >&2
    exit 2
}

folder=
while getopts n:o: option; do
    case $option in
    n) count=$OPTARG ;;
    o) folder=$OPTARG ;;
    *) usage ;;
    esac
done
shift $((OPTIND - 1))
case $count in '' | *[!0-9]* | 0) usage ;; esac

tests=$(cd "$(dirname "$0")/.." && pwd)
if [ -z "$folder" ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
else
    mkdir -p "$folder"
    folder=$(cd "$folder" && pwd)
fi
