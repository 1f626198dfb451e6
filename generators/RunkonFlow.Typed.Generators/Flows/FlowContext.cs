using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Flows.Rules;
using RunkonFlow.Typed.Generators.Lowering;
using RunkonFlow.Typed.Generators.Values;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>One flow method while it is read: what rules look at, and where they report.</summary>
internal sealed class FlowContext(IMethodSymbol method, MethodDeclarationSyntax syntax, SemanticModel model, CancellationToken cancellationToken)
{
    private readonly List<FlowFinding> _findings = [];
    private IReadOnlyList<CallSite>? _sites;
    private bool _isRefusedElsewhere;

    public IMethodSymbol Method => method;
    public MethodDeclarationSyntax Syntax => syntax;
    public SemanticModel Model => model;
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>How values of the workflow are stored.</summary>
    public PayloadParser Payloads { get; } = PayloadParser.For(method.ContainingType, model.Compilation);

    /// <summary>The operations found at allowed places, in source order; <see cref="OperationModel.Index"/> is the place here.</summary>
    public List<DurableStatement> Operations { get; } = [];

    /// <summary>The symbols behind <see cref="FlowBody.Variables"/>, by number; null for what has no name in the user's text.</summary>
    public List<ISymbol?> Variables { get; } = [];

    /// <summary>The flow as the parser read it; null while it is being parsed, or when it cannot be read.</summary>
    public FlowBody? Flow { get; set; }

    /// <summary>The flow as it was lowered, for rules about what lives across an operation; null when it could not be.</summary>
    public LoweredFlow? Lowered { get; set; }

    /// <summary>A tree's path as the compiler writes it into debug information.</summary>
    public string PathOf(SyntaxTree tree)
        => model.Compilation.Options.SourceReferenceResolver?.NormalizePath(tree.FilePath, baseFilePath: null) ?? tree.FilePath;

    public IReadOnlyList<FlowFinding> Findings => _findings;

    /// <summary>No machine is emitted.</summary>
    public bool IsRefused => _isRefusedElsewhere || _findings.Any(finding => finding.ForbidsEmission);

    /// <summary>The error of this flow is reported at another one.</summary>
    public void RefuseElsewhere() => _isRefusedElsewhere = true;

    /// <summary>All places that name a durable operation, allowed or not, in source order.</summary>
    public IReadOnlyList<CallSite> Sites => _sites ??= CallSites.In(this);

    /// <summary>Whether the flow itself awaits an operation somewhere in a node, rightly or not.</summary>
    public bool HoldsOperation(SyntaxNode node)
        => Sites.Any(site => site.IsAwaitedByFlow && node.Span.Contains(site.Node.Span));

    /// <summary>Hands over what was found so far, and starts anew.</summary>
    public IReadOnlyList<FlowFinding> TakeFindings()
    {
        var taken = _findings.ToArray();
        _findings.Clear();
        return taken;
    }

    /// <summary>An error: no machine is emitted.</summary>
    public void Report(string rule, SyntaxNode node, params string[] arguments) => Report(rule, node.GetLocation(), arguments);

    /// <inheritdoc cref="Report(string, SyntaxNode, string[])"/>
    public void Report(string rule, Location location, params string[] arguments)
        => _findings.Add(new FlowFinding(rule, location, ImmutableArray.Create(arguments)));

    /// <summary>Advice: the machine is emitted all the same.</summary>
    public void Advise(string rule, SyntaxNode node, params string[] arguments)
        => _findings.Add(new FlowFinding(rule, node.GetLocation(), ImmutableArray.Create(arguments)) { ForbidsEmission = false });
}
