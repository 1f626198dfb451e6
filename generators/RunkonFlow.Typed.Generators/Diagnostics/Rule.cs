namespace RunkonFlow.Typed.Generators.Diagnostics;

/// <summary>What all descriptors have in common.</summary>
internal static class Rule
{
    /// <summary>The help page of a rule.</summary>
    public static string HelpOf(string id) => $"https://github.com/runkonflow/runkonflow-typed/blob/main/docs/diagnostics/{id}.md";
}
