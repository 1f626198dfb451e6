using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RunkonFlow.Typed;

namespace Imported;

/// <summary>What an agent is asked.</summary>
/// <param name="Agent">Its name, as conditions and logs know it.</param>
/// <param name="Log">The variables and the results so far.</param>
public sealed record AgentRequest(string Agent, RunLog Log)
{
    /// <summary>The path of its file, where the workflow gives one instead of a name.</summary>
    public string? Path { get; init; }

    /// <summary>The name of the schema that its output has to fit.</summary>
    public string? Output { get; init; }

    /// <summary>The prompt snippets that are added, in this order.</summary>
    public ImmutableArray<string> With { get; init; } = [];

    /// <summary>The identity, that is the credentials, under which it works.</summary>
    public string? As { get; init; }

    /// <summary>Further plug-in folders.</summary>
    public ImmutableArray<string> PluginDirs { get; init; } = [];

    /// <summary>How many turns it may take.</summary>
    public int? MaxTurns { get; init; }

    /// <summary>The identity to use: the call's, or the run's.</summary>
    [JsonIgnore]
    public string? EffectiveIdentity => As ?? Log.Host.GetValueOrDefault(RunLog.Identity);

    /// <summary>Fills a prompt with the variables of the run; a name without value leaves nothing.</summary>
    /// <param name="prompt">A text with <c>{{name}}</c> in it.</param>
    /// <param name="step">The step, which knows <c>workflow_run_id</c> and <c>dry_run</c>.</param>
    public string Render(string prompt, StepContext step) => Template.Fill(
        prompt,
        Log.Variables().SetItem("workflow_run_id", step.RunId.ToString()).SetItem("dry_run", step.DryRun ? "true" : "false"),
        unknown: "");
}
