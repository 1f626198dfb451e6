using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using RunkonFlow.Typed.Generators.Diagnostics;
using RunkonFlow.Typed.Generators.Parsing;
using RunkonFlow.Typed.Generators.Parsing.Rules;

namespace RunkonFlow.Typed.Generators.Analysis;

/// <summary>RKF0010: an attribute of the flow language stands where it means something.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MisplacedAttributeAnalyzer() : RuleAnalyzer(DeclarationDiagnostics.AttributeIsMisplaced)
{
    private static readonly string[] DurableAttributes = [KnownNames.FlowAttribute, KnownNames.SubFlowAttribute, KnownNames.StepAttribute, KnownNames.GateAttribute, KnownNames.SignalAttribute];

    private static readonly string[] Order = ["Step", "SubFlow", "Flow", "Gate", "Signal"];

    private protected override void Register(AnalysisContext context) => context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.Attribute);

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (!MayBeOurs(attribute) || Name(attribute, context) is not { } name) return;
        var (what, advice) = attribute.Parent?.Parent switch
        {
            MethodDeclarationSyntax method when name == "FormerLocal" => OfLocal(attribute, method, context),
            MethodDeclarationSyntax method => OnMethod(name, context.SemanticModel.GetDeclaredSymbol(method, context.CancellationToken)),
            TypeDeclarationSyntax type => OnType(name, context.SemanticModel.GetDeclaredSymbol(type, context.CancellationToken)),
            ParameterSyntax parameter => OnParameter(context.SemanticModel.GetDeclaredSymbol(parameter, context.CancellationToken)),
            LocalFunctionStatementSyntax => ("a local function", "a durable operation is a method of a class, move it out"),
            AnonymousFunctionExpressionSyntax => ("a lambda", "a durable operation is a method of a class, move it out"),
            AccessorDeclarationSyntax => ("an accessor", "a durable operation is a method"),
            BaseMethodDeclarationSyntax => ("an operator", "a durable operation is a method"),
            _ => default,
        };
        if (what is not null)
            context.ReportDiagnostic(Diagnostic.Create(DeclarationDiagnostics.AttributeIsMisplaced, attribute.GetLocation(), name, what, advice));
    }

    // By its text first: asking the compiler about every attribute of a program would cost too much.
    private static bool MayBeOurs(AttributeSyntax attribute)
    {
        var name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return name.Replace("Attribute", "") is "Flow" or "SubFlow" or "Step" or "Gate" or "Signal" or "Retry" or "NoRetry" or "Child" or "Compensates" or "DryRun" or "ResolvedBy" or "Queue" or "Schedule" or "Concurrency" or "RateLimit" or "FormerLocal";
    }

    private static string? Name(AttributeSyntax attribute, SyntaxNodeAnalysisContext context)
    {
        var type = context.SemanticModel.GetTypeInfo(attribute, context.CancellationToken).Type;
        if (type.Is(KnownNames.FlowAttribute)) return "Flow";
        if (type.Is(KnownNames.SubFlowAttribute)) return "SubFlow";
        if (type.Is(KnownNames.StepAttribute)) return "Step";
        if (type.Is(KnownNames.ChildAttribute)) return "Child";
        if (type.Is(KnownNames.ResolvedByAttribute)) return "ResolvedBy";
        if (type.Is(KnownNames.QueueAttribute)) return "Queue";
        if (type.Is(KnownNames.ScheduleAttribute)) return "Schedule";
        if (type.Is(KnownNames.CompensatesAttribute)) return "Compensates";
        if (type.Is(KnownNames.DryRunAttribute)) return "DryRun";
        if (type.Is(KnownNames.ConcurrencyAttribute)) return "Concurrency";
        if (type.Is(KnownNames.RateLimitAttribute)) return "RateLimit";
        if (type.Is(KnownNames.FormerLocalAttribute)) return "FormerLocal";
        if (type.Is(KnownNames.GateAttribute)) return "Gate";
        if (type.Is(KnownNames.SignalAttribute)) return "Signal";
        if (type.Is(KnownNames.NoRetryAttribute)) return "NoRetry";
        return type.Is(KnownNames.RetryAttribute) || type.Is(KnownNames.RetryOfAttribute) ? "Retry" : null;
    }

    private static (string? What, string Advice) OnMethod(string name, IMethodSymbol? method)
    {
        if (method is null) return default;
        if (name == "ResolvedBy")
            return method.Has(KnownNames.GateAttribute) ? default : ($"'{method.Name}', which is no gate", "mark the method [Gate] too, or remove it");
        if (name is "Retry" or "NoRetry" or "Compensates" or "DryRun" or "Concurrency" or "RateLimit")
            return method.Has(KnownNames.StepAttribute) ? default : ($"'{method.Name}', which is no step", "mark the method [Step] too, or remove it");
        if (DurableAttributes.Count(method.Has) > 1)
        {
            // Said once, on the attribute that would come second.
            var first = Order.First(attribute => method.Has($"RunkonFlow.Typed.{attribute}Attribute"));
            return name == first ? default : ($"'{method.Name}', which is something else already", "keep one of [Flow], [SubFlow], [Step], [Gate] and [Signal]");
        }
        return name == "Step" || method.ContainingType.Has(KnownNames.WorkflowAttribute)
            ? default
            : ($"'{method.Name}', whose class is no workflow", name is "Gate" or "Signal" ? "move it into the workflow whose flow waits" : "mark the class [Workflow], or the method [Step]");
    }

    /// <summary>The local that has a former name is one of the method's, by its text.</summary>
    private static (string? What, string Advice) OfLocal(AttributeSyntax attribute, MethodDeclarationSyntax method, SyntaxNodeAnalysisContext context)
    {
        if (context.SemanticModel.GetDeclaredSymbol(method, context.CancellationToken) is not { } symbol) return default;
        if (!StepRules.IsFlow(symbol)) return ($"'{symbol.Name}', which is no flow", "put it on the [Flow] or [SubFlow] whose local it is");
        if (attribute.ArgumentList?.Arguments is not [_, var argument]) return default;
        var name = context.SemanticModel.GetConstantValue(argument.Expression, context.CancellationToken).Value as string ?? "";
        return method.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name && token.Parent is not AttributeSyntax)
            ? default
            : ($"'{symbol.Name}', which has no local '{name}'", "name a local as it is called now");
    }

    private static (string? What, string Advice) OnParameter(IParameterSymbol? parameter)
        => parameter is null || (parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
            && constructor.ContainingType.Has(KnownNames.WorkflowAttribute) && parameter.Type.Has(KnownNames.WorkflowAttribute))
            ? default
            : ($"'{parameter.Name}'", "put it on a constructor parameter of a workflow whose type is another workflow");

    private static (string? What, string Advice) OnType(string name, INamedTypeSymbol? type)
        => type is not null && name is "Queue" or "Schedule" && !type.Has(KnownNames.WorkflowAttribute)
            ? ($"'{type!.Name}', which is no workflow", "mark the class [Workflow] too, or remove it")
            : type is null || !name.EndsWith("Retry", StringComparison.Ordinal)
            || type.GetMembers().OfType<IMethodSymbol>().Any(method => method.Has(KnownNames.StepAttribute))
            ? default
            : ($"'{type.Name}', which declares no step", "remove it, or put it on the type that declares the steps");
}
