using System.Globalization;

namespace RunkonFlow.Typed.Crash.Tests;

/// <summary>
/// How long the tests go on: short by default, the full form by environment variables, which
/// <c>docs/crash-tests.md</c> lists.
/// </summary>
internal static class Setting
{
    public static int Of(string variable, int otherwise)
        => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
