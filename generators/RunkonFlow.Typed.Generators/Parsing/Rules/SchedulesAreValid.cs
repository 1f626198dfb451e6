using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Diagnostics;
using RunkonFlow.Typed.Generators.Policies;

namespace RunkonFlow.Typed.Generators.Parsing.Rules;

/// <summary>RKF0300 and RKF0301: a queue has a name, a schedule can be read, and what it starts needs no input.</summary>
internal static class SchedulesAreValid
{
    public static IEnumerable<Finding> Check(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (type.Find(KnownNames.QueueAttribute) is { ConstructorArguments.Length: > 0 } queue && string.IsNullOrWhiteSpace(queue.Text()))
            yield return PolicyValuesAreValid.Invalid(queue, "Name", ConstantText.Of(queue.Text() ?? ""), "write the name of a queue", cancellationToken);
        if (type.Find(KnownNames.ScheduleAttribute) is not { } schedule) yield break;
        var cron = schedule.Text() ?? "";
        if (CronText.Fault(cron) is { } fault)
            yield return PolicyValuesAreValid.Invalid(schedule, "Cron", ConstantText.Of(cron), fault, cancellationToken);
        if (schedule.Named("TimeZone", "UTC") is var zone && string.IsNullOrWhiteSpace(zone))
            yield return PolicyValuesAreValid.Invalid(schedule, "TimeZone", ConstantText.Of(zone), "write an IANA or Windows id, such as \"Europe/Berlin\"", cancellationToken);
        foreach (var finding in PolicyValuesAreValid.Member(schedule, "Overlap", 1, cancellationToken)) yield return finding;
        if (RequiredInput(type) is { } input)
        {
            yield return new Finding(
                PolicyDiagnostics.PoliciesContradict, schedule.LocationOf(null, cancellationToken), type.Name,
                $"is started by a schedule, which cannot give it '{input}'", $"give '{input}' a default, or start the runs from outside");
        }
    }

    private static string? RequiredInput(INamedTypeSymbol type)
        => WorkflowParser.FlowOf(type)?.Parameters.FirstOrDefault(p => !EngineParameters.IsEngine(p) && !p.HasExplicitDefaultValue)?.Name;
}
