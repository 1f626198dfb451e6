using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Studio.Workflows;

/// <summary>
/// What the steps of a run can read: its variables, and the results so far. A value: every change gives a new one.
/// </summary>
public sealed record RunLog
{
    /// <summary>The variable that names the identity under which steps run that say nothing else.</summary>
    public const string Identity = "as";

    /// <summary>What the host said of the run; workflows that it calls see it too.</summary>
    public ImmutableDictionary<string, string> Host { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The workflow's inputs.</summary>
    public ImmutableDictionary<string, string> Inputs { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The results so far.</summary>
    public ImmutableArray<LogEntry> Entries { get; init; } = [];

    /// <summary>What was written or selected at the last gate.</summary>
    public string? GateFeedback { get; init; }

    /// <summary>The log of a run that begins.</summary>
    public static RunLog Start(ImmutableDictionary<string, string> host) => new() { Host = host };

    /// <summary>Adds an input; null leaves it out.</summary>
    public RunLog With(string name, string? value) => value is null ? this : this with { Inputs = Inputs.SetItem(name, value) };

    /// <inheritdoc cref="With(string, string?)"/>
    public RunLog With(string name, bool value) => With(name, value ? "true" : "false");

    /// <summary>Adds the result of a step; null, of a branch that was left out or has failed, adds nothing.</summary>
    public RunLog After(string step, StepResult? result) => result is null ? this : this with { Entries = Entries.Add(new(step, result)) };

    /// <summary>Takes over the results of a workflow, and adds its last one under its name.</summary>
    public RunLog After(string workflow, RunResult result) => this with { Entries = Entries.AddRange(result.Entries).Add(new(workflow, result.Last)) };

    /// <summary>Adds what was written at a gate.</summary>
    public RunLog Decided(string? feedback) => this with { GateFeedback = feedback ?? GateFeedback };

    /// <summary>Adds what was selected at a gate, or what was written when nothing was.</summary>
    public RunLog Decided(string? feedback, IReadOnlyList<string> selections)
        => Decided(selections.Count > 0 ? string.Join(", ", selections) : feedback);

    /// <summary>The workflow's result.</summary>
    public RunResult ToResult() => new(Entries);

    /// <summary>
    /// Every variable. Later ones win: the host's, the inputs, <c>prior_context</c>, <c>prior_contexts</c>, <c>prior_output</c> and
    /// <c>gate_feedback</c>, and the texts that steps have put into their outputs.
    /// </summary>
    public ImmutableDictionary<string, string> Variables()
    {
        var all = Host.SetItems(Inputs).ToBuilder();
        if (Entries is [.., var last]) all["prior_context"] = last.Result.Context ?? "";
        all["prior_contexts"] = new JsonArray([.. Entries.Select(Describe)]).ToJsonString();
        if (Entries.LastOrDefault(entry => entry.Result.Output is not null) is { } structured) all["prior_output"] = structured.Result.Output!;
        if (GateFeedback is not null) all["gate_feedback"] = GateFeedback;
        foreach (var entry in Entries) Export(entry.Result.Output, all);
        return all.ToImmutable();
    }

    /// <summary>Fills a text; a place that names no variable stays as it is.</summary>
    public string Render(string text) => text.Contains("{{", StringComparison.Ordinal) ? Template.Fill(text, Variables()) : text;

    /// <summary>Whether a text says true.</summary>
    public static bool IsTrue(string? text) => string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);

    private static JsonNode Describe(LogEntry entry) => new JsonObject
    {
        ["step"] = entry.Step,
        ["context"] = entry.Result.Context,
        ["markers"] = new JsonArray([.. entry.Result.Markers.Select(marker => (JsonNode)marker)]),
        ["structured_output"] = entry.Result.Output,
    };

    private void Export(string? output, ImmutableDictionary<string, string>.Builder all)
    {
        if (output is null) return;
        using var document = JsonDocument.Parse(output);
        foreach (var field in document.RootElement.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.String && field.Name != "context" && !Host.ContainsKey(field.Name))
                all[field.Name] = field.Value.GetString()!;
        }
    }
}
