// Read a network file with graphology and print what it understood as JSON: node read.js graphml|gexf FILE
'use strict';

const fs = require('fs');
const Graph = require('graphology');

const [format, path] = process.argv.slice(2);
const parser = require(`graphology-${format}`);
const graph = parser.parse(Graph, fs.readFileSync(path, 'utf8'));

process.stdout.write(
  JSON.stringify({
    type: graph.type,
    multi: graph.multi,
    nodes: graph.mapNodes((id, attributes) => ({id, attributes})),
    edges: graph.mapEdges((id, attributes, source, target) => ({id, source, target, attributes}))
  })
);
