using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Emission;
using RunkonFlow.Typed.Generators.Model;
using RunkonFlow.Typed.Generators.Parsing.Rules;

namespace RunkonFlow.Typed.Generators.Parsing;

/// <summary>Reads a class with <c>[Workflow]</c>: its members, never a body.</summary>
internal static class WorkflowParser
{
    /// <summary>Members of the surface; the typed start comes to them.</summary>
    public static readonly string[] EmittedNames = ["Registration", "ConnectMachine", "FlowInput"];

    public static WorkflowReading Parse(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var attribute = type.Find(KnownNames.WorkflowAttribute)
            ?? throw new ArgumentException($"{type} has no [Workflow].", nameof(type));
        var findings = WorkflowRules.Check(type, attribute, cancellationToken);
        return CanBeOpened(type, cancellationToken)
            ? new WorkflowReading(Read(type, attribute, !findings.Any(finding => finding.Rule.DefaultSeverity == DiagnosticSeverity.Error), cancellationToken), findings)
            : new WorkflowReading(null, findings);
    }

    /// <summary>The one flow of a workflow; null when it has none or several.</summary>
    public static IMethodSymbol? FlowOf(INamedTypeSymbol type)
    {
        var flows = type.GetMembers().OfType<IMethodSymbol>().Where(m => m.Has(KnownNames.FlowAttribute)).ToList();
        return flows.Count == 1 ? flows[0] : null;
    }

    /// <summary>Whether a second part of the class can be emitted without an error of our own.</summary>
    public static bool CanBeOpened(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        for (var current = type; current is not null; current = current.ContainingType)
            if (current.IsFileLocal || current.IsGenericType || !IsPartial(current, cancellationToken)) return false;
        return true;
    }

    public static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellationToken)
        => type.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration
            && declaration.Modifiers.Any(m => m.ValueText == "partial"));

    private static WorkflowModel Read(
        INamedTypeSymbol type, AttributeData attribute, bool isValid, CancellationToken cancellationToken)
    {
        var constructor = ConstructorReader.Choose(type);
        return new WorkflowModel
        {
            Id = attribute.Text() ?? "",
            Version = attribute.Named("Version", 1),
            Title = attribute.Named<string?>("Title", null),
            Description = attribute.Named<string?>("Description", null),
            Type = TypeNames.Emitted(type),
            MetadataName = TypeNames.MetadataName(type),
            Hierarchy = HierarchyReader.Read(type),
            IsVisibleInAssembly = IsVisibleInAssembly(type) && !type.GetMembers("Registration").Any(),
            IsStateless = constructor is { Parameters.Length: 0 } && !HasState(type),
            IsCreatable = constructor is not null,
            IsValid = isValid,
            Services = (constructor is null ? [] : constructor.Parameters.Select(ConstructorReader.Read)).ToEquatable(),
            Flow = FlowOf(type) is { } flow ? FlowReader.Read(type, flow, cancellationToken) : null,
            Waits = WaitReader.Read(type, cancellationToken).ToEquatable(),
            Steps = StepHandleReader.Read(type, cancellationToken).ToEquatable(),
            TakenNames = EmittedNames.Concat([WaitEmitter.Gates, WaitEmitter.Signals]).Where(name => type.GetMembers(name).Any()).Concat(TakenStart(type)).Concat(TakenSteps(type)).ToEquatable(),
        };
    }

    // An overload of the user's own is no clash in C#, but two starts of one name would be one in a reader's mind.
    private static string[] TakenStart(INamedTypeSymbol type) => type.GetMembers("Start").Any() ? ["Start"] : [];

    private static string[] TakenSteps(INamedTypeSymbol type) => StepHandleReader.IsFree(type, StepHandleEmitter.Steps) ? [] : [StepHandleEmitter.Steps];

    private static bool IsVisibleInAssembly(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal))
                return false;
        }
        return true;
    }

    private static bool HasState(INamedTypeSymbol type)
    {
        for (var current = type; current is not null && current.SpecialType != SpecialType.System_Object; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
                if (!member.IsStatic && member is IFieldSymbol { IsConst: false } or IPropertySymbol { IsStatic: false } or IEventSymbol { IsStatic: false })
                    return true;
        }
        return false;
    }
}
