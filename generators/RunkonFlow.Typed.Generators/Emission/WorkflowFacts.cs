using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Parsing;
using RunkonFlow.Typed.Generators.Policies;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>What <c>[Workflow]</c> says, as the definition repeats it.</summary>
internal sealed record WorkflowFacts(string Id, int Version)
{
    public IReadOnlyList<string> FormerIds { get; init; } = [];
    public string? Title { get; init; }
    public string? Description { get; init; }
    public string? Group { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];

    public string Trigger { get; init; } = "";

    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>As an expression; null for the default.</summary>
    public string? FinalizerTimeout { get; init; }

    /// <summary>As an expression; null for none.</summary>
    public string? Timeout { get; init; }

    /// <summary>The queue; null for the default.</summary>
    public string? Queue { get; init; }

    public int Priority { get; init; }

    /// <summary>As an expression; null for none.</summary>
    public string? Schedule { get; init; }

    /// <summary>Finished rounds that a loop that lives on keeps; 0 for none said.</summary>
    public int KeepHistory { get; init; }

    public bool KeepsFrames { get; init; }

    /// <summary>The number of the enum's member; null for the default.</summary>
    public string? Durability { get; init; }

    /// <summary>The class of its <c>JsonSerializerContext</c>; null for none.</summary>
    public string? Json { get; init; }

    public static WorkflowFacts Of(INamedTypeSymbol workflow)
    {
        var attribute = workflow.Find(KnownNames.WorkflowAttribute)!;
        var durability = attribute.Named("Durability", 0);
        return new(attribute.Text() ?? "", attribute.Named("Version", 1))
        {
            FormerIds = [.. workflow.FormerNames()],
            Title = attribute.Named<string?>("Title", null),
            Description = attribute.Named<string?>("Description", null),
            Group = attribute.Named<string?>("Group", null),
            Tags = TextsOf(attribute, "Tags"),
            Trigger = attribute.Named("Trigger", ""),
            Targets = TextsOf(attribute, "Targets"),
            FinalizerTimeout = Duration.TryParse(attribute.Named<string?>("FinalizerTimeout", null), out var timeout) ? Duration.Emitted(timeout) : null,
            Timeout = Duration.TryParse(attribute.Named<string?>("Timeout", null), out var whole) ? Duration.Emitted(whole) : null,
            Queue = workflow.Find(KnownNames.QueueAttribute)?.Text() is { } queue and not "default" ? queue : null,
            Priority = workflow.Find(KnownNames.QueueAttribute)?.Named("Priority", 0) ?? 0,
            Schedule = workflow.Find(KnownNames.ScheduleAttribute) is { } schedule ? ScheduleOf(schedule) : null,
            Json = attribute.Named<INamedTypeSymbol?>("Json", null) is { } context ? TypeNames.Emitted(context) : null,
            KeepHistory = attribute.Named("KeepHistory", 0),
            KeepsFrames = attribute.Named("KeepsFrames", false),
            Durability = durability == 0 ? null : ConstantText.Of(durability),
        };
    }

    private static IReadOnlyList<string> TextsOf(AttributeData attribute, string name)
    {
        var texts = attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value;
        return texts.Kind == TypedConstantKind.Array && !texts.IsNull ? [.. texts.Values.Select(v => v.Value as string ?? "")] : [];
    }

    private static string ScheduleOf(AttributeData schedule)
        => $"new({ConstantText.Of(schedule.Text() ?? "")}, {ConstantText.Of(schedule.Named("TimeZone", "UTC"))}, "
            + $"{Library.Root}.ScheduleOverlap.{(schedule.Member("Overlap") == 1 ? "Allow" : "Skip")})";
}
