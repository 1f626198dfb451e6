using System.Collections.Immutable;

namespace Studio.Workflows;

/// <summary>One item that a workflow is run for.</summary>
/// <param name="Id">Its id, unique among the items.</param>
/// <param name="Ref">How people call it.</param>
public sealed record WorkItem(string Id, string Ref)
{
    /// <summary>What else is known of it: <c>{{item.name}}</c> in the workflow.</summary>
    public ImmutableDictionary<string, string> Values { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The ids of the items that must have ended before it.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    /// <summary>A value; empty when it is not known.</summary>
    public string Value(string name) => Values.GetValueOrDefault(name, "");

    /// <summary>The variables of the workflow that is run for it.</summary>
    public ImmutableDictionary<string, string> In(ImmutableDictionary<string, string> host)
        => host.SetItem("item.id", Id).SetItem("item.ref", Ref).SetItems(Values.Select(value => KeyValuePair.Create($"item.{value.Key}", value.Value)));

    /// <summary>Fills a text with the run's variables and the item's own; a place that names neither stays as it is.</summary>
    public string Render(string text, RunLog log) => Template.Fill(text, In(log.Variables()));
}
