#!/usr/bin/env bash
# Packs RunkonFlow.Typed and uses the package as a stranger does: a project outside of the repository, which has it from a folder, compiles
# a workflow without a warning and gets a diagnostic of ours on a wrong one. Packages that the library depends on come from the machine's
# package cache or the configured sources. Not a test: it builds, and a test run must not build what it runs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A version that no cache has yet.
version="0.0.0-check$(date +%s)"
dotnet pack src/RunkonFlow.Typed -c Release -o "$work/packages" -p:Version="$version" -p:RunAnalyzers=false -v q

package="$work/packages/RunkonFlow.Typed.$version.nupkg"
for file in lib/net10.0/RunkonFlow.Typed.dll analyzers/dotnet/cs/RunkonFlow.Typed.Generators.dll analyzers/dotnet/cs/RunkonFlow.Typed.CodeFixes.dll; do
  unzip -l "$package" | grep -q " $file\$" || { echo "the package has no $file" >&2; unzip -l "$package" >&2; exit 1; }
done

mkdir "$work/user"
cp global.json "$work/user/"
cat > "$work/user/nuget.config" <<XML
<configuration>
  <config><add key="globalPackagesFolder" value="$work/cache" /></config>
  <packageSources><add key="checked" value="$work/packages" /></packageSources>
  <fallbackPackageFolders><add key="machine" value="${NUGET_PACKAGES:-$HOME/.nuget/packages}" /></fallbackPackageFolders>
</configuration>
XML
cat > "$work/user/User.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="RunkonFlow.Typed" Version="$version" />
  </ItemGroup>
</Project>
XML
cat > "$work/user/Greeting.cs" <<'CS'
using RunkonFlow.Typed;

namespace Strangers;

[Workflow("greeting")]
public sealed partial class Greeting
{
    [Flow]
    public async Task<string> RunAsync(string name) => await GreetAsync(name);

    [Step]
    private Task<string> GreetAsync(string name) => Task.FromResult($"Hello {name}");
}

public static class Use
{
    public static object Start { get; } = Greeting.Start("you");
}
CS
cd "$work/user"
dotnet build -v q -warnaserror

sed -i 's/sealed partial class Greeting/partial class Greeting/; s/Greeting.Start("you")/new()/' Greeting.cs
if log=$(dotnet build -v q 2>&1); then
  echo "a wrong workflow was built without an error" >&2
  exit 1
fi
grep -q 'error RKF0001' <<< "$log" || { echo "no RKF0001 in:" >&2; echo "$log" >&2; exit 1; }
echo "the package carries the library, the generator and the code fixes; a workflow compiled, a wrong one got RKF0001"
