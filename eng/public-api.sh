#!/usr/bin/env bash
# Writes what is public in src and not yet shipped to each project's PublicAPI.Unshipped.txt.
#
#   eng/public-api.sh                        every project in src
#   eng/public-api.sh src/RunkonFlow.Typed   one of them
#
# 'dotnet build -p:PublicApi=error' then fails on any member the files do not name.
set -euo pipefail
cd "$(dirname "$0")/.."

projects=("$@")
if [ ${#projects[@]} -eq 0 ]; then
  projects=(src/*/)
fi

for project in "${projects[@]}"; do
  project=${project%/}
  printf '#nullable enable\n' > "$project/PublicAPI.Unshipped.txt"
  dotnet format analyzers "$project/$(basename "$project").csproj" --diagnostics RS0016 --severity info
  # The fixer appends in the order it visits; sorted, an API change is a small diff.
  { printf '#nullable enable\n'; grep -v '^#nullable enable' "$project/PublicAPI.Unshipped.txt" | tr -d '\r' | grep -v '^$' | LC_ALL=C sort -u || true; } > "$project/PublicAPI.Unshipped.tmp"
  mv "$project/PublicAPI.Unshipped.tmp" "$project/PublicAPI.Unshipped.txt"
  echo "$project: $(($(wc -l < "$project/PublicAPI.Unshipped.txt") - 1)) unshipped members"
done
