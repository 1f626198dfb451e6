using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.SqlServer.Tables;

/// <summary>Paths as columns take them. Those of the first rounds of a loop are made once.</summary>
internal static class PathTexts
{
    private static readonly string[] s_rounds = [.. Enumerable.Range(0, 1024).Select(round => default(IterationPath).Then(round).ToString())];

    public static string Of(in IterationPath path) => path.Depth switch
    {
        0 => "",
        1 when path[0] < s_rounds.Length => s_rounds[path[0]],
        _ => path.ToString(),
    };
}
